// Turns operations round: since a drop holds what it drops and an alteration both its sides, the undoing operation
// needs no look at any database.
#include "diff/operation.hpp"

namespace strata::diff {

namespace {

RenameIndex reverse_rename(const RenameIndex& rename) {
  RenameIndex back{rename.table, rename.index, rename.to, rename.from};
  back.index.name = back.to;
  return back;
}

}  // namespace

Operation reverse(const Operation& operation) {
  return std::visit(overloaded{
                        [](const CreateNamespace& o) -> Operation { return DropNamespace{o.name}; },
                        [](const DropNamespace& o) -> Operation { return CreateNamespace{o.name}; },
                        [](const CreateExtension& o) -> Operation { return DropExtension{o.extension}; },
                        [](const DropExtension& o) -> Operation { return CreateExtension{o.extension}; },
                        [](const CreateTable& o) -> Operation {
                          return DropTable{o.table, o.hanging};
                        },
                        [](const DropTable& o) -> Operation {
                          return CreateTable{o.table, o.hanging};
                        },
                        [](const RenameTable& o) -> Operation {
                          return RenameTable{o.to, o.from};
                        },
                        [](const AlterTableOptions& o) -> Operation {
                          return AlterTableOptions{o.table, o.to, o.from};
                        },
                        [](const CommentOnTable& o) -> Operation {
                          return CommentOnTable{o.table, o.to, o.from};
                        },
                        [](const AddColumn& o) -> Operation {
                          return DropColumn{o.table, o.column};
                        },
                        [](const DropColumn& o) -> Operation {
                          return AddColumn{o.table, o.column};
                        },
                        [](const AlterColumn& o) -> Operation {
                          return AlterColumn{o.table, o.to, o.from};
                        },
                        [](const RenameColumn& o) -> Operation {
                          return RenameColumn{o.table, o.to, o.from};
                        },
                        [](const OrderColumns& o) -> Operation {
                          return OrderColumns{o.table, o.to, o.from};
                        },
                        [](const AddConstraint& o) -> Operation {
                          return DropConstraint{o.table, o.constraint};
                        },
                        [](const DropConstraint& o) -> Operation {
                          return AddConstraint{o.table, o.constraint};
                        },
                        [](const CreateIndex& o) -> Operation {
                          return DropIndex{o.table, o.index};
                        },
                        [](const DropIndex& o) -> Operation {
                          return CreateIndex{o.table, o.index};
                        },
                        [](const RenameIndex& o) -> Operation { return reverse_rename(o); },
                        [](const CreateView& o) -> Operation {
                          return DropView{o.view, o.hanging};
                        },
                        [](const DropView& o) -> Operation {
                          return CreateView{o.view, o.hanging};
                        },
                        [](const ReplaceView& o) -> Operation {
                          return ReplaceView{o.to, o.from, o.hanging};
                        },
                        [](const CreateEnum& o) -> Operation { return DropEnum{o.type}; },
                        [](const DropEnum& o) -> Operation { return CreateEnum{o.type}; },
                        [](const RenameEnumLabel& o) -> Operation {
                          return RenameEnumLabel{o.type, o.to, o.from};
                        },
                        [](const AlterEnum& o) -> Operation {
                          return AlterEnum{o.to, o.from};
                        },
                        [](const CreateDomain& o) -> Operation { return DropDomain{o.domain}; },
                        [](const DropDomain& o) -> Operation { return CreateDomain{o.domain}; },
                        [](const AlterDomain& o) -> Operation {
                          return AlterDomain{o.to, o.from};
                        },
                        [](const CreateCompositeType& o) -> Operation { return DropCompositeType{o.type}; },
                        [](const DropCompositeType& o) -> Operation { return CreateCompositeType{o.type}; },
                        [](const AlterCompositeType& o) -> Operation {
                          return AlterCompositeType{o.to, o.from};
                        },
                        [](const CreateSequence& o) -> Operation { return DropSequence{o.sequence}; },
                        [](const DropSequence& o) -> Operation { return CreateSequence{o.sequence}; },
                        [](const AlterSequence& o) -> Operation {
                          return AlterSequence{o.to, o.from};
                        },
                        [](const RedefineTemporaryTable& o) -> Operation {
                          return RedefineTemporaryTable{o.to, o.from};
                        },
                        [](const RedefineTemporaryView& o) -> Operation {
                          return RedefineTemporaryView{o.to, o.from};
                        },
                        [](const CreateOpaque& o) -> Operation { return DropOpaque{o.object}; },
                        [](const DropOpaque& o) -> Operation { return CreateOpaque{o.object}; },
                    },
                    operation);
}

Operations reverse(const Operations& operations) {
  Operations reversed;
  reversed.reserve(operations.size());
  for (auto operation = operations.rbegin(); operation != operations.rend(); ++operation) {
    reversed.push_back(reverse(*operation));
  }
  return reversed;
}

}  // namespace strata::diff
