package cli

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"entente/cases"
	"entente/internal/codec/stances"
	"entente/internal/problem"
)

// table is a file of stances as it was read.
type table struct {
	name    string
	digest  string // sha256 of the bytes, in hex
	data    *stances.Data
	reading problem.List // warnings and notes
}

// stdinName is what standard input is called; "-" names it.
const stdinName = "standard input"

// readStances reads a file of stances whole. What is wrong is in the list, with
// nothing read; a failure is an error.
func (a *app) readStances(name, format string) (*table, problem.List, error) {
	f, err := stances.ParseFormat(format)
	if err != nil {
		return nil, usage("usage/unknown-format", fmt.Sprintf("%q is no format of stances.", format), "Leave --format out, or choose "+formats()+"."), nil
	}
	data, list, err := a.readFile(name)
	if list.HasErrors() || err != nil {
		return nil, list, err
	}
	if name == "-" {
		name = stdinName
	}
	sum := sha256.Sum256(data)
	t := &table{name: name, digest: hex.EncodeToString(sum[:])}
	t.data, t.reading = stances.Read(name, data, f)
	if t.reading.HasErrors() {
		return nil, t.reading, nil
	}
	return t, nil, nil
}

func (a *app) readFile(name string) ([]byte, problem.List, error) {
	return a.readAtMost(name, stances.MaxBytes)
}

// readAtMost reads at most one byte more than the reader takes, so that it says
// itself what is too large.
func (a *app) readAtMost(name string, most int64) ([]byte, problem.List, error) {
	in := a.In
	if name != "-" {
		f, err := os.Open(name)
		switch {
		case errors.Is(err, fs.ErrNotExist):
			return nil, usage("usage/no-such-file", fmt.Sprintf("There is no file %s.", name), "Check the path; - reads standard input."), nil
		case err != nil:
			return nil, usage("usage/cannot-read", fmt.Sprintf("%s cannot be read: %v.", name, err), "Check its permissions."), nil
		}
		defer f.Close()
		if i, err := f.Stat(); err == nil && i.IsDir() {
			return nil, usage("usage/cannot-read", fmt.Sprintf("%s is a folder.", name), "Name a file."), nil
		}
		in = f
	}
	data, err := io.ReadAll(io.LimitReader(in, most+1))
	return data, nil, err
}

func formats() string {
	names := make([]string, len(stances.Formats))
	for i, f := range stances.Formats {
		names[i] = string(f)
	}
	return strings.Join(names[:len(names)-1], ", ") + " or " + names[len(names)-1]
}

func addFormat(cmd *cobra.Command, format *string) {
	cmd.Flags().StringVar(format, "format", "", "read the file as `FORMAT`: "+formats()+"; found out when left out")
	cmd.RegisterFlagCompletionFunc("format", completeFormat)
}

func completeFormat(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
	var names []string
	for _, f := range stances.Formats {
		names = append(names, string(f))
	}
	return names, cobra.ShellCompDirectiveNoFileComp
}

// warn writes what is weak in an input to standard error.
func (a *app) warn(list problem.List) {
	var warnings problem.List
	for _, p := range list {
		if p.Severity == problem.Warning {
			warnings = append(warnings, p)
		}
	}
	if len(warnings) > 0 {
		a.problems(warnings)
	}
}

// isCase reports whether the user names a case and no file of stances: a folder,
// a case file, or a built-in id that no file hides.
func isCase(name string) bool {
	i, err := os.Stat(name)
	if err == nil {
		ext := strings.ToLower(filepath.Ext(name))
		return i.IsDir() || ext == ".yaml" || ext == ".yml"
	}
	return slices.Contains(cases.IDs(), name)
}

// convert writes a file of stances in another format.
func (a *app) convert(t *table, to, format string) error {
	f, list := targetFormat(to, format)
	if list.HasErrors() {
		return list
	}
	if err := writable(to); err != nil {
		return err
	}
	var b bytes.Buffer
	list, err := stances.Write(&b, t.data, f)
	if err != nil {
		return err
	}
	if list.HasErrors() {
		return list
	}
	a.warn(append(slices.Clip(t.reading), list...))
	return a.save(to, func(w io.Writer) error {
		_, err := w.Write(b.Bytes())
		return err
	})
}

// targetFormat is the format asked for, or the one that the name of the file
// speaks for.
func targetFormat(to, format string) (stances.Format, problem.List) {
	if format != "" {
		f, err := stances.ParseFormat(format)
		if err != nil || f == stances.DEU {
			return f, usage("usage/unknown-format", fmt.Sprintf("%q is no format that can be written.", format), "Choose ktab, ktab-xml, decide or csv.")
		}
		return f, nil
	}
	switch strings.ToLower(filepath.Ext(to)) {
	case ".xml":
		return stances.KTABXML, nil
	case ".tab":
		return stances.Decide, nil
	case ".csv":
		return stances.CSV, nil
	}
	return "", usage("usage/format-needed", fmt.Sprintf("The name %s does not tell the format.", to), "Say --to ktab, ktab-xml, decide or csv.")
}
