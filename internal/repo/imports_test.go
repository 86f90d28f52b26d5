package repo

import (
	"slices"
	"strings"
	"testing"
)

// lensRooms know nothing of cases, files or each other.
var lensRooms = []string{"bargain", "conflict", "align", "cause", "hypothesis", "faction"}

// mayImport says which rooms of the module a room may import: itself, those
// named, and what is below a name that ends in a slash. The order is the
// direction of the data: file, case, lens input, result, view.
var mayImport = map[string][]string{
	"quantity":    {},
	"spelling":    {},
	"model":       {"quantity"},
	"cases":       {},
	"sample":      {"quantity"},
	"sensitivity": {"quantity", "sample"},
	"ensemble":    {"quantity", "sample"},
	"score":       {"quantity", "sample"},
	"bargain":     {"quantity", "spelling", "sample"},
	"conflict":    {"quantity", "spelling", "sample"},
	"align":       {"quantity"},
	"cause":       {"quantity", "spelling", "sample"},
	"hypothesis":  {"quantity", "sample"},
	"faction":     {"quantity"},
	"system":      append([]string{"quantity", "sample"}, lensRooms...),
	"evidence":    {"quantity", "model"},
	"reading":     {"quantity", "model", "evidence"},

	"internal/problem":    {},
	"internal/version":    {},
	"internal/web":        {},
	"internal/repo":       {},
	"internal/codec":      append([]string{"quantity", "spelling", "model", "evidence", "internal/problem", "internal/codec/"}, lensRooms...),
	"internal/store":      {"quantity", "spelling", "model", "evidence", "cases", "internal/problem", "internal/codec/"},
	"internal/eval":       append([]string{"quantity", "spelling", "model", "evidence", "sample", "sensitivity", "ensemble", "score", "system", "internal/version", "internal/solo", "internal/eval/", "internal/codec/"}, lensRooms...),
	"internal/analysis":   append([]string{"quantity", "model", "evidence", "sample", "sensitivity", "ensemble", "score", "system", "internal/problem", "internal/version", "internal/codec/"}, lensRooms...),
	"internal/backtest":   {"sample", "score", "bargain", "internal/version", "internal/codec/", "internal/report/svg"},
	"internal/ledger":     {"score"},
	"internal/solo":       {"quantity", "model", "sample", "score", "bargain", "cause", "conflict", "internal/problem", "internal/version", "internal/codec/", "internal/analysis", "internal/backtest"},
	"internal/report":     {"quantity", "model", "bargain", "cause", "score", "internal/analysis", "internal/backtest", "internal/solo", "internal/report/svg"},
	"internal/report/svg": {},
	"internal/httpapi":    {"quantity", "model", "bargain", "evidence", "cases", "internal/problem", "internal/version", "internal/web", "internal/codec/", "internal/store", "internal/analysis", "internal/report"},
	"internal/cli":        {"quantity", "spelling", "model", "bargain", "evidence", "cases", "internal/problem", "internal/version", "internal/codec/", "internal/store", "internal/analysis", "internal/backtest", "internal/solo", "internal/report", "internal/ledger", "internal/eval", "internal/httpapi"},
	"cmd/entente":         {"internal/cli"},
}

// mayImportForeign says which modules of others a room may import besides the
// standard library; a room that is not named here may import any that
// cmd/entente/deps.txt lists.
var mayImportForeign = map[string][]string{
	"quantity": {}, "spelling": {}, "model": {}, "cases": {}, "internal/report/svg": {}, "internal/problem": {}, "internal/version": {},
	"evidence":    {"golang.org/x/text/"},
	"sample":      {"gonum.org/v1/gonum/"},
	"sensitivity": {"gonum.org/v1/gonum/"},
	"ensemble":    {"golang.org/x/sync/"},
	"bargain":     {"gonum.org/v1/gonum/"},
	"conflict":    {"gonum.org/v1/gonum/"},
	"align":       {"gonum.org/v1/gonum/"},
	"cause":       {"gonum.org/v1/gonum/"},
	"hypothesis":  {"gonum.org/v1/gonum/"},
	"faction":     {"gonum.org/v1/gonum/"},
}

// room is the key of mayImport that a folder belongs to, the longest first.
func room(dir string) string {
	best := ""
	for r := range mayImport {
		if (dir == r || strings.HasPrefix(dir, r+"/")) && len(r) > len(best) {
			best = r
		}
	}
	return best
}

func TestImportDirection(t *testing.T) {
	for _, f := range goFiles(t) {
		if f.test() {
			continue
		}
		// A folder of test helpers exported for other packages' tests.
		if strings.HasSuffix(f.dir, "test") {
			continue
		}
		from := room(f.dir)
		if from == "" {
			t.Errorf("%s: the room %s has no line in mayImport; say what it may import", f.path, f.dir)
			continue
		}
		for _, path := range f.imports() {
			to, own := strings.CutPrefix(path, module+"/")
			switch {
			case own && !allowed(from, to):
				t.Errorf("%s: %s must not import %s", f.path, from, to)
			case !own && strings.Contains(strings.SplitN(path, "/", 2)[0], ".") && !foreignAllowed(from, path):
				t.Errorf("%s: %s must not import %s", f.path, from, path)
			}
		}
	}
}

func allowed(from, to string) bool {
	if to == from || strings.HasPrefix(to, from+"/") {
		return true
	}
	return slices.ContainsFunc(mayImport[from], func(r string) bool {
		return to == r || strings.HasSuffix(r, "/") && strings.HasPrefix(to, r)
	})
}

func foreignAllowed(from, path string) bool {
	list, limited := mayImportForeign[from]
	if !limited {
		return true
	}
	return slices.ContainsFunc(list, func(r string) bool { return strings.HasPrefix(path, r) })
}

// The rules are worth something only if they say no.
func TestImportRulesSayNo(t *testing.T) {
	for _, c := range [][2]string{{"bargain", "faction"}, {"bargain", "model"}, {"model", "evidence"}, {"cause", "internal/problem"},
		{"internal/analysis", "internal/cli"}, {"internal/report", "internal/httpapi"}, {"internal/codec", "internal/store"}, {"cmd/entente", "internal/analysis"}} {
		if allowed(c[0], c[1]) {
			t.Errorf("%s may import %s", c[0], c[1])
		}
	}
	if foreignAllowed("model", "gonum.org/v1/gonum/mat") || !foreignAllowed("bargain", "gonum.org/v1/gonum/mat") {
		t.Error("the rules for foreign packages are not kept")
	}
}

func TestEveryPackageSaysWhatItIsFor(t *testing.T) {
	said := map[string]int{}
	for _, f := range goFiles(t) {
		if f.test() {
			continue
		}
		said[f.dir] += 0
		if f.ast.Doc != nil {
			said[f.dir] += len(f.ast.Doc.Text())
		}
	}
	for dir, n := range said {
		if n < 60 {
			t.Errorf("%s has no package comment that says what it is for", dir)
		}
	}
}

// longest is the most lines that a Go file may have.
const longest = 700

func TestFilesStayShort(t *testing.T) {
	for _, f := range goFiles(t) {
		if f.lines > longest {
			t.Errorf("%s has %d lines, more than %d: split it by ideas", f.path, f.lines, longest)
		}
	}
}
