package yaml

import (
	"fmt"
	"slices"
	"strings"

	"entente/internal/problem"
	"entente/model"
)

// OrderStatements puts an actor's statements into another order: the numbers,
// from 1, that they have now, most important first. Each keeps its line, with the
// comments on it and above it. So its confidence is that it stands before
// whatever statement then comes next, and a what-if that names the confidence by
// the statement's number gets the number that the statement then has.
func (f *File) OrderStatements(a model.ActorID, order []int) (Edit, problem.List) {
	path := "conflict.preferences." + string(a)
	var items []*node
	for {
		n := f.places[fmt.Sprintf("%s.%d", path, len(items)+1)]
		if n == nil {
			break
		}
		items = append(items, n)
	}
	if len(items) == 0 {
		return Edit{}, f.cannot(path, "case/no-statements", fmt.Sprintf("%q has no statements to put in order.", a), "Name an actor whose preferences are statements.")
	}
	sorted := slices.Clone(order)
	slices.Sort(sorted)
	for k := range items {
		if len(sorted) != len(items) || sorted[k] != k+1 {
			return Edit{}, f.cannot(path, "case/bad-order", fmt.Sprintf("The order is not one of the %d statements of %q.", len(items), a), "Name each number from 1 once, the most important first.")
		}
	}
	src := items[0].src
	patches, list := f.renumbered(a, order)
	if list.HasErrors() {
		return Edit{}, list
	}
	if items[0].inner {
		return f.spliceAll(append(patches, orderFlow(items, order)), path)
	}
	starts := make([]int, len(items)+1)
	for k, n := range items {
		line, after := src.lineOf(n.pos), 0
		if k > 0 {
			after = items[k-1].end
		}
		for line > 0 && !strings.HasPrefix(lineText(src, src.lines[line]), "-") && src.lines[line] > after {
			line-- // the mark of the entry stands on a line of its own
		}
		for line > 0 && strings.HasPrefix(lineText(src, src.lines[line-1]), "#") && src.lines[line-1] > after {
			line--
		}
		starts[k] = src.lines[line]
	}
	starts[len(items)] = nextLine(src, items[len(items)-1].end)
	var b strings.Builder
	for _, n := range order {
		text := strings.ReplaceAll(string(src.data[starts[n-1]:starts[n]]), "\r\n", "\n")
		b.WriteString(text)
		if !strings.HasSuffix(text, "\n") {
			b.WriteByte('\n') // the last line of the file
		}
	}
	return f.spliceAll(append(patches, patch{src, starts[0], starts[len(items)], b.String()}), path)
}

// renumbered gives the confidences that what-ifs name the numbers of an order. A
// statement that a what-if names may not become the last, which stands before
// nothing.
func (f *File) renumbered(a model.ActorID, order []int) ([]patch, problem.List) {
	now := map[string]string{}
	for k, n := range order {
		if n != k+1 {
			now[string(model.ConfidencePath(a, n-1))] = string(model.ConfidencePath(a, k))
		}
	}
	var patches []patch
	var bad problem.List
	last := string(model.ConfidencePath(a, len(order)-1))
	for _, root := range f.roots {
		all := root.get("what-if")
		if all == nil {
			continue
		}
		for _, w := range all.pairs {
			set := w.value.get("set")
			if set == nil {
				continue
			}
			for _, kv := range set.pairs {
				key := kv.key
				was := string(NormalPath(key.text))
				to, moved := now[was]
				switch {
				case !moved:
				case to == last:
					bad = append(bad, f.cannot("what-if."+w.key.text+".set."+key.text, "case/last-statement",
						fmt.Sprintf("The what-if %q changes the confidence of the statement that would come last, which stands before nothing.", w.key.text),
						"Leave another statement last, or change the what-if first.")...)
				default:
					// Quotes around it stay.
					text := strings.Replace(string(key.src.data[key.pos:key.end]), was, to, 1)
					patches = append(patches, patch{key.src, key.pos, key.end, text})
				}
			}
		}
	}
	return patches, bad
}

// orderFlow orders the entries of a list in brackets; what stands between them
// stays.
func orderFlow(items []*node, order []int) patch {
	src := items[0].src
	var b strings.Builder
	for k, n := range order {
		it := items[n-1]
		b.Write(src.data[it.pos:it.end])
		if k+1 < len(items) {
			b.Write(src.data[items[k].end:items[k+1].pos])
		}
	}
	return patch{src, items[0].pos, items[len(items)-1].end, b.String()}
}

// lineText is the line that an offset stands in, without the blanks around it.
func lineText(src *source, at int) string {
	line := src.lineOf(at)
	end := len(src.data)
	if line+1 < len(src.lines) {
		end = src.lines[line+1]
	}
	return strings.TrimSpace(string(src.data[src.lines[line]:end]))
}
