package cli

import (
	"fmt"
	"io"
	"os"
	"sync"
	"time"
)

// patience is how long work may take before anything is said about it.
const patience = time.Second

// progress tells on standard error how far long work has come: a line that
// rewrites itself on a terminal, one line elsewhere, nothing for short work.
type progress struct {
	w        io.Writer
	terminal bool
	what     string

	mu      sync.Mutex
	started time.Time
	last    time.Time
	said    bool
}

func (a *app) progress(what string) *progress {
	return &progress{w: a.Err, terminal: isTerminal(a.Err), what: what, started: time.Now()}
}

// update may be called from several goroutines.
func (p *progress) update(done, total int) {
	now := time.Now()
	p.mu.Lock()
	defer p.mu.Unlock()
	switch {
	case now.Sub(p.started) < patience || done >= total:
	case p.terminal && now.Sub(p.last) >= 200*time.Millisecond:
		p.said, p.last = true, now
		fmt.Fprintf(p.w, "\r\x1b[K%s: %d of %d draws (Ctrl-C stops and keeps what is done)", p.what, done, total)
	case !p.terminal && !p.said:
		p.said = true
		fmt.Fprintf(p.w, "%s: %d draws\n", p.what, total)
	}
}

// done clears the line.
func (p *progress) done() {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.terminal && p.said {
		fmt.Fprint(p.w, "\r\x1b[K")
	}
}

// isTerminal reports whether a person sees what is written. The null device is
// a character device too, and nobody's screen.
func isTerminal(w any) bool {
	f, ok := w.(*os.File)
	if !ok {
		return false
	}
	i, err := f.Stat()
	if err != nil || i.Mode()&os.ModeCharDevice == 0 {
		return false
	}
	null, err := os.Stat(os.DevNull)
	return err != nil || !os.SameFile(i, null)
}

// bold reports whether headings may be set in bold (https://no-color.org).
func (a *app) bold() bool {
	return os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb" && isTerminal(a.Out)
}
