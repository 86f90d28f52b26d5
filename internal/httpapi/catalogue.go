package httpapi

import (
	"fmt"
	"log/slog"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"github.com/danielgtaylor/huma/v2"

	"entente/cases"
	"entente/internal/problem"
	"entente/internal/store"
)

// catalogue is the cases that can be read: the built-in ones and those opened.
// A case once in it stays under its id until the server ends.
type catalogue struct {
	log *slog.Logger

	mu      sync.Mutex
	entries []*entry // built-in ones first, then in the order of opening
}

// newCatalogue opens cases by the names that the user gave on the command line.
// A case with errors is opened, so that its check can be read; one that is not
// there is an error. All problems are reported at once.
func newCatalogue(refs []string, log *slog.Logger) (*catalogue, error) {
	c := &catalogue{log: log}
	for _, id := range cases.IDs() {
		c.entries = append(c.entries, &entry{id: id, ref: id})
	}
	var bad problem.List
	for _, ref := range refs {
		if slices.Contains(cases.IDs(), ref) {
			continue
		}
		e := &entry{ref: ref, opened: true}
		problems := e.load()
		if e.doc == nil {
			bad = append(bad, problems...)
			continue
		}
		c.add(e)
		if problems.HasErrors() {
			log.Warn("a case has errors; its check tells them", "case", ref, "problems", len(problems))
		}
	}
	return c, bad.Err()
}

// add gives a case an id and puts it into the catalogue, unless it is there
// already; it returns the id.
func (c *catalogue) add(e *entry) string {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, other := range c.entries {
		if other.opened && sameFile(other.ref, e.ref) {
			return other.id
		}
	}
	name := e.name()
	e.id = name
	for n := 2; c.find(e.id) != nil; n++ {
		e.id = fmt.Sprintf("%s-%d", name, n)
	}
	c.entries = append(c.entries, e)
	return e.id
}

func sameFile(a, b string) bool {
	x, err := os.Stat(a)
	if err != nil {
		return false
	}
	y, err := os.Stat(b)
	return err == nil && os.SameFile(x, y)
}

// find is the case with an id, nil if there is none; c.mu is held.
func (c *catalogue) find(id string) *entry {
	for _, e := range c.entries {
		if e.id == id {
			return e
		}
	}
	return nil
}

// get is the case with an id; the error is an answer.
func (c *catalogue) get(id string) (*entry, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if e := c.find(id); e != nil {
		return e, nil
	}
	return nil, huma.NewError(http.StatusNotFound, "There is no case "+quoted(id)+" here. /api/cases lists those that are; others have to be opened first.")
}

func (c *catalogue) list() []CaseLine {
	c.mu.Lock()
	entries := slices.Clone(c.entries)
	c.mu.Unlock()
	out := make([]CaseLine, len(entries))
	for i, e := range entries {
		out[i] = e.line()
	}
	return out
}

// open does what a request to open, start or copy a case asks for.
func (s *server) open(in OpenRequest) (id string, err error) {
	given := 0
	for _, text := range []string{in.Path, in.New, in.Copy} {
		if text != "" {
			given++
		}
	}
	if given != 1 || (in.Copy == "") != (in.To == "") {
		return "", refused("serve/what-to-open", "The request does not say which one thing to do.",
			"Give path to open a case, or new to start one, or copy and to for a copy of one.")
	}
	var at string
	switch {
	case in.Path != "":
		if at, err = absolute(in.Path); err == nil {
			err = mayBeCase(at)
		}
	case in.New != "":
		if at, err = absolute(in.New); err == nil {
			err = store.New(at).Err()
		}
	default:
		var from *entry
		if from, err = s.cases.get(in.Copy); err != nil {
			return "", err
		}
		if at, err = absolute(in.To); err == nil {
			err = store.CopyTo(from.ref, at).Err()
		}
	}
	if err != nil {
		return "", err
	}
	e := &entry{ref: at, opened: true}
	if problems := e.load(); problems.HasErrors() {
		return "", problems
	}
	return s.cases.add(e), nil
}

// mayBeCase refuses a file that is none by its name, so that its lines are not
// shown as those of a case with errors.
func mayBeCase(path string) error {
	if info, err := os.Stat(path); err != nil || info.IsDir() || isCaseFile(path) {
		return nil // what is not there is told by the store
	}
	return refused("serve/no-case-file", "The file "+quoted(path)+" is no case file by its name.", "Name a folder with case files, or one file that ends in .yaml.")
}

// absolute is the path that a user typed in a browser. The folder that the
// server runs in means nothing there, so a relative path is refused; ~ is the
// user's own folder.
func absolute(path string) (string, error) {
	if rest, ok := strings.CutPrefix(filepath.ToSlash(path), "~"); ok && (rest == "" || rest[0] == '/') {
		home, err := os.UserHomeDir()
		if err != nil {
			return "", refused("serve/path", "The user's own folder is not known: "+err.Error()+".", "Write the path from the root.")
		}
		return filepath.Join(home, filepath.FromSlash(rest)), nil
	}
	if strings.ContainsRune(path, 0) || !filepath.IsAbs(path) {
		return "", refused("serve/path", "The path "+quoted(path)+" does not start at the root.", "Write the whole path, or begin it with ~ for your own folder.")
	}
	return filepath.Clean(path), nil
}
