// Two texts -> a unified diff. dtl finds which lines are kept; the hunks are composed here, because dtl's own printer
// does not merge hunks that touch and counts the lines of an empty side wrongly.
#include "diff/text_diff.hpp"

#include <fmt/format.h>
#include <dtl/dtl.hpp>

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <unordered_map>
#include <vector>

namespace strata::diff {

namespace {

constexpr std::size_t context = 3;  // unchanged lines around a change

// Lines with their line ends: a last line without one differs from the same line with it.
std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const std::size_t length = std::min(text.find('\n'), text.size() - 1) + 1;
    lines.push_back(text.substr(0, length));
    text.remove_prefix(length);
  }
  return lines;
}

// A run of lines that are equal, or of lines of `from` that become lines of `to`.
struct Block {
  bool equal = false;
  std::size_t from = 0;  // first lines, from 0
  std::size_t to = 0;
  std::size_t from_count = 0;
  std::size_t to_count = 0;
};

// Collects blocks line by line.
class Blocks {
 public:
  void keep(std::size_t count = 1) { extend(true, count, count); }
  void remove(std::size_t count = 1) { extend(false, count, 0); }
  void add(std::size_t count = 1) { extend(false, 0, count); }
  [[nodiscard]] std::vector<Block> take() { return std::move(blocks_); }

 private:
  void extend(bool equal, std::size_t from_count, std::size_t to_count) {
    if (from_count + to_count == 0) return;
    if (blocks_.empty() || blocks_.back().equal != equal) blocks_.push_back({equal, from_, to_, 0, 0});
    blocks_.back().from_count += from_count;
    blocks_.back().to_count += to_count;
    from_ += from_count;
    to_ += to_count;
  }

  std::vector<Block> blocks_;
  std::size_t from_ = 0;
  std::size_t to_ = 0;
};

// dtl compares elements often: lines are replaced by numbers, and the equal ends left out.
std::vector<Block> compare_lines(const std::vector<std::string_view>& from, const std::vector<std::string_view>& to) {
  const auto [from_end, to_end] = std::mismatch(from.begin(), from.end(), to.begin(), to.end());
  const auto head = static_cast<std::size_t>(from_end - from.begin());
  const auto tail = static_cast<std::size_t>(std::mismatch(from.rbegin(), std::make_reverse_iterator(from_end),
                                                           to.rbegin(), std::make_reverse_iterator(to_end))
                                                 .first -
                                             from.rbegin());
  std::unordered_map<std::string_view, int> numbers;
  const auto numbered = [&](auto first, auto last) {
    std::vector<int> result;
    for (; first != last; ++first) {
      result.push_back(numbers.emplace(*first, static_cast<int>(numbers.size())).first->second);
    }
    return result;
  };
  Blocks blocks;
  blocks.keep(head);
  dtl::Diff<int> diff(numbered(from_end, from.end() - static_cast<std::ptrdiff_t>(tail)),
                      numbered(to_end, to.end() - static_cast<std::ptrdiff_t>(tail)));
  diff.compose();
  for (const auto& element : diff.getSes().getSequence()) {
    switch (element.second.type) {
      case dtl::SES_COMMON:
        blocks.keep();
        break;
      case dtl::SES_DELETE:
        blocks.remove();
        break;
      default:
        blocks.add();
        break;
    }
  }
  blocks.keep(tail);
  return blocks.take();
}

// "7,3", "7" for one line, "6,0" for none: then the line before it is named.
std::string range(std::size_t first, std::size_t count) {
  if (count == 1) return std::to_string(first + 1);
  return fmt::format("{},{}", count == 0 ? first : first + 1, count);
}

void append_line(std::string& text, char mark, std::string_view line) {
  text += mark;
  text += line;
  if (!line.ends_with('\n')) text += "\n\\ No newline at end of file\n";
}

// The parts of blocks that one hunk shows: equal blocks are cut to the context.
void append_hunk(std::string& text, const std::vector<Block>& hunk, const std::vector<std::string_view>& from,
                 const std::vector<std::string_view>& to) {
  const Block& last = hunk.back();
  text += fmt::format("@@ -{} +{} @@\n", range(hunk.front().from, last.from + last.from_count - hunk.front().from),
                      range(hunk.front().to, last.to + last.to_count - hunk.front().to));
  for (const Block& block : hunk) {
    for (std::size_t i = 0; i < block.from_count; ++i) {
      append_line(text, block.equal ? ' ' : '-', from[block.from + i]);
    }
    for (std::size_t i = 0; !block.equal && i < block.to_count; ++i) append_line(text, '+', to[block.to + i]);
  }
}

Block first_lines(Block block, std::size_t count) {
  block.from_count = block.to_count = std::min(count, block.from_count);
  return block;
}

Block last_lines(Block block, std::size_t count) {
  const std::size_t skipped = block.from_count - std::min(count, block.from_count);
  block.from += skipped;
  block.to += skipped;
  block.from_count = block.to_count = block.from_count - skipped;
  return block;
}

}  // namespace

std::string unified_diff(std::string_view from, std::string_view to, std::string_view from_name,
                         std::string_view to_name) {
  if (from == to) return "";
  const std::vector<std::string_view> from_lines = lines_of(from);
  const std::vector<std::string_view> to_lines = lines_of(to);
  std::string text = fmt::format("--- {}\n+++ {}\n", from_name, to_name);
  std::vector<Block> hunk;
  const std::vector<Block> blocks = compare_lines(from_lines, to_lines);
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    const Block& block = blocks[i];
    const bool is_last = i + 1 == blocks.size();
    if (!block.equal || (!hunk.empty() && !is_last && block.from_count <= 2 * context)) {
      hunk.push_back(block);
      continue;
    }
    if (!hunk.empty()) {
      hunk.push_back(first_lines(block, context));
      append_hunk(text, hunk, from_lines, to_lines);
      hunk.clear();
    }
    if (!is_last) hunk.push_back(last_lines(block, context));
  }
  if (!hunk.empty()) append_hunk(text, hunk, from_lines, to_lines);
  return text;
}

}  // namespace strata::diff
