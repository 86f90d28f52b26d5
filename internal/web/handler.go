package web

import (
	"io/fs"
	"net/http"
	"path"
	"strings"
	"sync"
)

const (
	index       = "index.html"
	placeholder = "placeholder.html"
	// Vite puts the content's hash into the name of every file in this folder,
	// so what a name stands for never changes.
	hashed = "assets/"
)

// handler serves a read-only tree of files with one page for all the addresses
// that the front end makes up itself.
type handler struct {
	files fs.FS
	home  string
	cache sync.Map // name → *entry; files are few and never change
}

// New serves the front end in files. Without an index.html it serves
// placeholder.html at every address of a page.
func New(files fs.FS) http.Handler {
	h := &handler{files: files, home: index}
	if !Built(files) {
		h.home = placeholder
	}
	return h
}

func (h *handler) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	Secure(w.Header())
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		w.Header().Set("Allow", "GET, HEAD")
		http.Error(w, "the front end is only read", http.StatusMethodNotAllowed)
		return
	}
	name, ok := h.resolve(r.URL.Path)
	if !ok {
		http.Error(w, "no such file in the front end: "+r.URL.Path, http.StatusNotFound)
		return
	}
	e, err := h.entry(name)
	if err != nil {
		http.Error(w, "the front end's "+name+" cannot be read: "+err.Error(), http.StatusInternalServerError)
		return
	}
	e.serve(w, r)
}

// resolve is the file behind an address. An address that names no file is the
// front end's own if its last part has no extension: a page, and the front end
// decides what it shows.
func (h *handler) resolve(address string) (name string, ok bool) {
	if !strings.HasPrefix(address, "/") || strings.ContainsAny(address, "\\\x00") {
		return "", false
	}
	// fs.ValidPath refuses "..", empty parts and the like; path.Clean is not
	// used, so that an address has one spelling.
	name = strings.TrimPrefix(address, "/")
	if name == "" || name == index {
		return h.home, true
	}
	if fs.ValidPath(name) {
		if info, err := fs.Stat(h.files, name); err == nil && info.Mode().IsRegular() {
			return name, true
		}
	}
	for part := range strings.SplitSeq(name, "/") {
		if part == "." || part == ".." {
			return "", false
		}
	}
	if strings.HasPrefix(name, hashed) || path.Ext(name) != "" {
		return "", false
	}
	return h.home, true
}

func (h *handler) entry(name string) (*entry, error) {
	if e, ok := h.cache.Load(name); ok {
		return e.(*entry), nil
	}
	body, err := fs.ReadFile(h.files, name)
	if err != nil {
		return nil, err
	}
	e, _ := h.cache.LoadOrStore(name, newEntry(name, body))
	return e.(*entry), nil
}
