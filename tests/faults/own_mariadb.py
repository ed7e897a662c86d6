"""The MariaDB server of scripts/servers, for tests that have one of their own: to kill it, or to start it otherwise."""

import importlib.machinery
import importlib.util
import pathlib


def load_servers():
    path = str(pathlib.Path(__file__).resolve().parents[2] / "scripts" / "servers")
    loader = importlib.machinery.SourceFileLoader("servers", path)
    module = importlib.util.module_from_spec(importlib.util.spec_from_loader("servers", loader))
    loader.exec_module(module)
    return module


MariaDb = load_servers().MariaDb
