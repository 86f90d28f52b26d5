package web

import (
	"embed"
	"io/fs"
	"net/http"
)

//go:embed all:dist
var dist embed.FS

// Handler serves the front end this binary was built with.
func Handler() http.Handler { return New(Files()) }

// Files is the front end this binary was built with, index.html at its root;
// only placeholder.html if it was built without one.
func Files() fs.FS {
	sub, err := fs.Sub(dist, "dist")
	if err != nil {
		panic(err) // the name is a constant and valid
	}
	return sub
}

// Built reports whether files holds a built front end.
func Built(files fs.FS) bool {
	info, err := fs.Stat(files, index)
	return err == nil && info.Mode().IsRegular()
}
