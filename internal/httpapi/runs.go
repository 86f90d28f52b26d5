package httpapi

import (
	"container/list"
	"context"
	"fmt"
	"runtime/debug"
	"sync"
	"time"
)

// runs does the heavy work once: finished answers are remembered up to a number
// of bytes, least recently used dropped first, and requests for the same answer
// share one computation, which stops when the last of them has gone away.
//
// An answer is remembered by a key that holds everything it depends on, the
// case's digest among it, so it never has to be taken back.
type runs struct {
	base  context.Context // ends with the server
	gate  *gate
	limit time.Duration

	mu      sync.Mutex
	flights map[string]*flight
	order   *list.List // of *kept, most recently used first
	byKey   map[string]*list.Element
	bytes   int
	most    int
}

type kept struct {
	key  string
	body []byte
}

// flight is one computation and those who wait for it.
type flight struct {
	done    chan struct{}
	cancel  context.CancelFunc
	waiting int
	body    []byte
	err     error
}

// work computes an answer. whole is false for one that was cut short and is not
// to be remembered.
type work func(ctx context.Context) (body []byte, whole bool, err error)

func newRuns(base context.Context, g *gate, limit time.Duration, most int) *runs {
	return &runs{
		base: base, gate: g, limit: limit, most: most,
		flights: map[string]*flight{}, order: list.New(), byKey: map[string]*list.Element{},
	}
}

// do returns the answer under the key, computing it if need be.
func (r *runs) do(ctx context.Context, key string, w work) ([]byte, error) {
	r.mu.Lock()
	if e, ok := r.byKey[key]; ok {
		r.order.MoveToFront(e)
		body := e.Value.(*kept).body
		r.mu.Unlock()
		return body, nil
	}
	f, ok := r.flights[key]
	if !ok {
		f = r.start(key, w)
	}
	f.waiting++
	r.mu.Unlock()

	select {
	case <-f.done:
		return f.body, f.err
	case <-ctx.Done():
		r.mu.Lock()
		f.waiting--
		if f.waiting == 0 {
			f.cancel()
			if r.flights[key] == f { // a later request must not join what was given up
				delete(r.flights, key)
			}
		}
		r.mu.Unlock()
		return nil, context.Cause(ctx)
	}
}

// start begins a computation; r.mu is held.
func (r *runs) start(key string, w work) *flight {
	ctx, cancel := context.WithTimeout(r.base, r.limit)
	f := &flight{done: make(chan struct{}), cancel: cancel}
	r.flights[key] = f
	go func() {
		defer cancel()
		body, whole, err := r.compute(ctx, w)
		r.mu.Lock()
		defer r.mu.Unlock()
		f.body, f.err = body, err
		if r.flights[key] == f {
			delete(r.flights, key)
		}
		if err == nil && whole {
			r.keep(key, body)
		}
		close(f.done)
	}()
	return f
}

func (r *runs) compute(ctx context.Context, w work) (body []byte, whole bool, err error) {
	leave, err := r.gate.enter(ctx)
	if err != nil {
		return nil, false, err
	}
	defer leave()
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("panic: %v\n%s", p, debug.Stack())
		}
	}()
	return w(ctx)
}

// keep remembers an answer; r.mu is held.
func (r *runs) keep(key string, body []byte) {
	size := len(key) + len(body)
	if size > r.most {
		return
	}
	if _, ok := r.byKey[key]; ok {
		return
	}
	r.byKey[key] = r.order.PushFront(&kept{key, body})
	r.bytes += size
	for r.bytes > r.most {
		last := r.order.Back()
		k := r.order.Remove(last).(*kept)
		delete(r.byKey, k.key)
		r.bytes -= len(k.key) + len(k.body)
	}
}
