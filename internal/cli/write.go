package cli

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
)

// writable tells early what would make writing the file fail after long work.
func writable(name string) error {
	if name == "" || name == "-" {
		return nil
	}
	if i, err := os.Stat(name); err == nil && i.IsDir() {
		return usage("usage/cannot-write", fmt.Sprintf("%s is a folder.", name), "Name a file, or - for standard output.")
	}
	dir := filepath.Dir(name)
	if i, err := os.Stat(dir); err != nil || !i.IsDir() {
		return usage("usage/cannot-write", fmt.Sprintf("There is no folder %s to write %s to.", dir, filepath.Base(name)), "Make the folder first, or name another file.")
	}
	return nil
}

// save writes a file whole or not at all; "-" is standard output.
func (a *app) save(name string, write func(io.Writer) error) error {
	if name == "-" {
		return write(&a.out)
	}
	var b bytes.Buffer
	if err := write(&b); err != nil {
		return err
	}
	if err := replace(name, b.Bytes()); err != nil {
		if errors.Is(err, fs.ErrPermission) || errors.Is(err, fs.ErrNotExist) {
			return usage("usage/cannot-write", fmt.Sprintf("%s cannot be written: %v.", name, err), "Name a file in a folder that you may write to.")
		}
		return err
	}
	fmt.Fprintf(a.Err, "wrote %s (%d kB)\n", name, (b.Len()+999)/1000)
	return nil
}

// replace puts the bytes beside the file and then in its place, so that nobody
// ever sees half of it.
func replace(name string, b []byte) (err error) {
	mode := fs.FileMode(0o644)
	if i, err := os.Stat(name); err == nil {
		mode = i.Mode().Perm()
	}
	t, err := os.CreateTemp(filepath.Dir(name), ".entente-*")
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			t.Close()
			os.Remove(t.Name())
		}
	}()
	if _, err := t.Write(b); err != nil {
		return err
	}
	if err := t.Chmod(mode); err != nil {
		return err
	}
	if err := t.Sync(); err != nil {
		return err
	}
	if err := t.Close(); err != nil {
		return err
	}
	return os.Rename(t.Name(), name)
}
