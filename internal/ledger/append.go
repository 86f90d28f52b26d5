// Package ledger adds lines to a ledger of forecasts on disk: all of them or
// none, on the disk before it says so, and never two writers at once. What a
// line may hold and how the chain is kept is package score's; nothing is ever
// changed or removed here.
package ledger

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"time"

	"entente/score"
)

// ErrLocked says that another program is adding to the ledger.
var ErrLocked = errors.New("another program is adding to the ledger")

// EntryError is an entry that is refused.
type EntryError struct {
	Line int // of the entries, from 1
	Err  error
}

func (e *EntryError) Error() string { return fmt.Sprintf("entry %d: %v", e.Line, e.Err) }
func (e *EntryError) Unwrap() error { return e.Err }

// Add writes entries, JSON objects of one line each, to the end of the ledger in
// a file, which is made if it is not there. An entry without at is dated now. On
// an error the file is as it was; the error is ErrLocked, an *EntryError, one of
// package score on the ledger as it is, or of the file system.
func Add(path string, entries []byte, now time.Time) (score.Chain, error) {
	lock := path + ".lock"
	held, err := os.OpenFile(lock, os.O_CREATE|os.O_EXCL, 0o600)
	if errors.Is(err, fs.ErrExist) {
		return score.Chain{}, fmt.Errorf("%w: %s is there", ErrLocked, lock)
	}
	if err != nil {
		return score.Chain{}, err
	}
	held.Close()
	defer os.Remove(lock)

	before, err := os.ReadFile(path)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return score.Chain{}, err
	}
	l, err := score.ReadLedger(before)
	if err != nil {
		return score.Chain{}, err
	}
	var more []byte
	if n := len(before); n > 0 && before[n-1] != '\n' {
		more = append(more, '\n')
	}
	for i, line := range score.Lines(entries) {
		e, err := score.ParseEntry(line, now)
		if err == nil {
			line, err = l.Next(e)
		}
		if err != nil {
			return score.Chain{}, &EntryError{i + 1, err}
		}
		more = append(append(more, line...), '\n')
	}
	return l.Chain(), write(path, more, int64(len(before)))
}

// write puts bytes at the end of the file, or leaves it as long as it was.
func write(path string, more []byte, size int64) (err error) {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o644)
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, f.Truncate(size))
		}
		err = errors.Join(err, f.Close())
	}()
	if _, err := f.Write(more); err != nil {
		return err
	}
	return f.Sync()
}
