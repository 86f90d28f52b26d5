package httpapi

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"runtime/debug"
	"time"
)

// Bounds of what one request may ask. They keep a slip of the pen, such as a
// million draws, from taking the machine away from its user.
const (
	maxBody    = 1 << 20 // bytes
	maxHeader  = 64 << 10
	maxTime    = 60 * time.Second // for one run, which stops there with the draws it has
	maxRequest = maxTime + 5*time.Second
	maxRuns    = 2  // at once; each uses all cores
	maxWaiting = 32 // runs that queue for those places
	cacheBytes = 64 << 20
)

// errBusy is a request turned away because too many wait already.
var errBusy = errors.New("too many runs are waiting")

// gate lets a few runs work at a time and a few more wait.
type gate struct {
	places  chan struct{}
	tickets chan struct{} // of those that work or wait
}

func newGate(runs, waiting int) *gate {
	return &gate{places: make(chan struct{}, runs), tickets: make(chan struct{}, runs+waiting)}
}

// enter waits for a place; the caller calls leave when done. The error is
// errBusy, or the context's.
func (g *gate) enter(ctx context.Context) (leave func(), err error) {
	select {
	case g.tickets <- struct{}{}:
	default:
		return nil, errBusy
	}
	select {
	case g.places <- struct{}{}:
		return func() { <-g.places; <-g.tickets }, nil
	case <-ctx.Done():
		<-g.tickets
		return nil, context.Cause(ctx)
	}
}

// limited bounds a request's body and time and turns a panic into an answer.
func limited(log *slog.Logger, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		defer func() {
			if p := recover(); p != nil {
				log.Error("panic", "method", r.Method, "path", r.URL.Path, "panic", fmt.Sprint(p), "stack", string(debug.Stack()))
				writeError(w, http.StatusInternalServerError, "The program failed on this request; its log has the place.")
			}
		}()
		if r.ContentLength > maxBody {
			writeError(w, http.StatusRequestEntityTooLarge, fmt.Sprintf("The request's body has %d bytes; the most is %d.", r.ContentLength, maxBody))
			return
		}
		r.Body = http.MaxBytesReader(w, r.Body, maxBody+1)
		ctx, cancel := context.WithTimeout(r.Context(), maxRequest)
		defer cancel()
		next.ServeHTTP(w, r.WithContext(ctx))
	})
}
