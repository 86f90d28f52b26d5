package store

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"time"
	"unicode/utf8"

	"entente/internal/problem"
)

// journalName is where the journal stands, in the folder of the case.
const journalName = ".entente/journal.jsonl"

// record is one line of the journal: a change of files, or the taking back
// or making again of an earlier one. The lines are only ever added to.
type record struct {
	Do   string    `json:"do"` // change, undo, redo
	At   time.Time `json:"at"`
	Of   int       `json:"of,omitempty"`   // of undo and redo: the number of the change, from 1
	What string    `json:"what,omitempty"` // the path that was changed
	part
	Also []part `json:"also,omitempty"` // what the change did to other files
}

// part is what a change did to one file.
type part struct {
	File string `json:"file,omitempty"` // beside the journal's folder

	// The file before and after, and the bytes that differ: at Offset, Old was
	// replaced by New.
	Before string `json:"before,omitempty"` // sha256, in hex
	After  string `json:"after,omitempty"`
	Offset int    `json:"offset,omitempty"`
	Old    string `json:"old,omitempty"`
	New    string `json:"new,omitempty"`
}

// parts are what the change did to each file.
func (r *record) parts() []part { return append([]part{r.part}, r.Also...) }

// journal is the changes of a case and which of them stand.
type journal struct {
	name    string
	changes []record
	done    []int // numbers of the changes that stand, in order
	undone  []int // of those taken back, the last one last
}

// readJournal reads the journal of a folder. A last line that a crash cut short
// is dropped; any other damage is reported.
func readJournal(dir string) (*journal, problem.List) {
	j := &journal{name: filepath.Join(dir, filepath.FromSlash(journalName))}
	data, err := os.ReadFile(j.name)
	if os.IsNotExist(err) {
		return j, nil
	}
	damaged := func(line int, cause string) problem.List {
		return problem.List{{Code: "store/journal", Severity: problem.Warning, Place: problem.Place{File: j.name, Line: line, Column: 1},
			Cause: "The journal of changes cannot be used: " + cause + ".", Remedy: "Earlier changes cannot be taken back; remove the file to start a new one."}}
	}
	if err != nil {
		return j, damaged(0, reason(err))
	}
	for i, line := range bytes.SplitAfter(data, []byte("\n")) {
		if len(line) == 0 || line[len(line)-1] != '\n' {
			break
		}
		var r record
		if err := json.Unmarshal(line, &r); err != nil {
			return &journal{name: j.name}, damaged(i+1, "a line is no record")
		}
		if !j.apply(r) {
			return &journal{name: j.name}, damaged(i+1, "a line does not follow from those before")
		}
	}
	return j, nil
}

// apply follows one record; false when it does not fit.
func (j *journal) apply(r record) bool {
	switch r.Do {
	case "change":
		// A journal that came with a case may not send undo elsewhere.
		if slices.ContainsFunc(r.parts(), func(p part) bool { return !fs.ValidPath(p.File) }) {
			return false
		}
		j.changes = append(j.changes, r)
		j.done = append(j.done, len(j.changes))
		j.undone = nil
	case "undo":
		if len(j.done) == 0 || j.done[len(j.done)-1] != r.Of {
			return false
		}
		j.done = j.done[:len(j.done)-1]
		j.undone = append(j.undone, r.Of)
	case "redo":
		if len(j.undone) == 0 || j.undone[len(j.undone)-1] != r.Of {
			return false
		}
		j.undone = j.undone[:len(j.undone)-1]
		j.done = append(j.done, r.Of)
	default:
		return false
	}
	return true
}

// add appends a record and follows it.
func (j *journal) add(r record) error {
	line, err := json.Marshal(r)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(j.name), 0o755); err != nil {
		return err
	}
	f, err := os.OpenFile(j.name, os.O_RDWR|os.O_CREATE, 0o644)
	if err != nil {
		return err
	}
	defer f.Close()
	end, err := wholeLines(f)
	if err != nil {
		return err
	}
	if _, err := f.WriteAt(append(line, '\n'), end); err != nil {
		return err
	}
	if err := f.Sync(); err != nil {
		return err
	}
	j.apply(r)
	return nil
}

// wholeLines cuts off a last line that a crash left unfinished and returns
// where the next one goes.
func wholeLines(f *os.File) (int64, error) {
	info, err := f.Stat()
	if err != nil {
		return 0, err
	}
	end := info.Size()
	last := make([]byte, 1)
	for ; end > 0; end-- {
		if _, err := f.ReadAt(last, end-1); err != nil {
			return 0, err
		}
		if last[0] == '\n' {
			break
		}
	}
	if end < info.Size() {
		return end, f.Truncate(end)
	}
	return end, nil
}

func hash(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}

// difference is what a change of a file replaced, by whole code points.
func difference(file string, before, after []byte) part {
	from := 0
	for from < len(before) && from < len(after) && before[from] == after[from] {
		from++
	}
	for from > 0 && (from < len(before) && !utf8.RuneStart(before[from]) || from < len(after) && !utf8.RuneStart(after[from])) {
		from--
	}
	tail := 0
	for tail < len(before)-from && tail < len(after)-from && before[len(before)-1-tail] == after[len(after)-1-tail] {
		tail++
	}
	for tail > 0 && !utf8.RuneStart(before[len(before)-tail]) {
		tail--
	}
	return part{
		File: file, Before: hash(before), After: hash(after),
		Offset: from, Old: string(before[from : len(before)-tail]), New: string(after[from : len(after)-tail]),
	}
}

// replace exchanges a part of data, if it is there and gives the wanted bytes.
func replace(data []byte, offset int, old, with, want string) ([]byte, error) {
	if offset < 0 || offset+len(old) > len(data) || string(data[offset:offset+len(old)]) != old {
		return nil, fmt.Errorf("the file is not what the journal says")
	}
	out := append([]byte(nil), data[:offset]...)
	out = append(out, with...)
	out = append(out, data[offset+len(old):]...)
	if hash(out) != want {
		return nil, fmt.Errorf("the file is not what the journal says")
	}
	return out, nil
}
