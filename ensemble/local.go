package ensemble

import (
	"context"
	"fmt"
	"runtime"
	"runtime/debug"
	"sync"
)

// Options of a local run.
type Options struct {
	// Workers is the number of goroutines; 0 means one for each processor.
	Workers int
	// Progress, if not nil, is called with the number of draws merged so far,
	// in increasing order and by one goroutine at a time. It must not block for
	// long.
	Progress func(done, planned int)
}

// Run makes the draws of the job on this machine.
//
// When ctx ends, workers stop at the next draw, unfinished shards are dropped,
// and Run returns the finished beginning of the plan with an *Interruption.
// When a draw fails or panics, Run returns the shards before it with a
// *DrawError; which draw is reported does not depend on timing. In both cases
// the result is valid for its Done draws.
func Run[P any](ctx context.Context, job Job[P], opt Options) (Result[P], error) {
	if job.Draws < 0 || job.Worker == nil || job.Partial == nil || job.Merge == nil {
		return Result[P]{}, fmt.Errorf("ensemble: a job needs Draws >= 0, Worker, Partial and Merge")
	}
	r := &run[P]{
		job:     job,
		opt:     opt,
		value:   job.Partial(0, 0),
		pending: make(map[int]P),
	}
	r.advanced.L = &r.mu
	workers := opt.Workers
	if workers <= 0 {
		workers = runtime.GOMAXPROCS(0)
	}
	r.lookahead = shardsAhead * workers
	defer context.AfterFunc(ctx, r.wake)()
	var wg sync.WaitGroup
	for range min(workers, job.shards()) {
		wg.Go(func() { r.work(ctx) })
	}
	wg.Wait()

	result := Result[P]{Value: r.value, Done: r.done, Planned: job.Draws}
	switch {
	case r.failure != nil:
		return result, r.failure
	case r.done < job.Draws:
		return result, &Interruption{r.done, job.Draws, context.Cause(ctx)}
	}
	return result, nil
}

// shardsAhead is, for each worker, the number of shards that may be under way
// or waiting beyond the last one merged. It bounds memory, and what is lost when
// a run is interrupted while one worker lags behind.
const shardsAhead = 4

// run is the state that the workers of one Run share.
type run[P any] struct {
	job       Job[P]
	opt       Options
	lookahead int

	mu       sync.Mutex
	advanced sync.Cond // merged has grown, or the run is to end
	next     int       // shard to hand out
	value    P
	merged   int // shards
	done     int // draws
	pending  map[int]P
	failure  *DrawError
}

func (r *run[P]) wake() {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.advanced.Broadcast()
}

// take hands out the next shard, once it is near enough to the merged ones; ok
// is false when there is none, or the run is to end.
func (r *run[P]) take(ctx context.Context) (shard int, ok bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for r.next-r.merged >= r.lookahead && r.failure == nil && ctx.Err() == nil {
		r.advanced.Wait()
	}
	if r.next >= r.job.shards() || r.failure != nil || ctx.Err() != nil {
		return 0, false
	}
	r.next++
	return r.next - 1, true
}

// work takes shards in their order until none is left. Since they are handed
// out in order, every shard before a failed one is finished by someone.
func (r *run[P]) work(ctx context.Context) {
	var draw func(int, P) error
	for {
		shard, ok := r.take(ctx)
		if !ok {
			return
		}
		from, to := r.job.bounds(shard)
		partial, at, err := r.runShard(ctx, &draw, from, to)
		switch {
		case err != nil:
			r.fail(at, err)
			return
		case at < to:
			return // interrupted
		}
		r.finish(shard, partial)
	}
}

// runShard makes draws from..to-1 and returns the first one not made. A panic
// becomes an error: it would otherwise end the whole program, also where a
// server runs the draws for one of its users.
func (r *run[P]) runShard(ctx context.Context, draw *func(int, P) error, from, to int) (partial P, at int, err error) {
	at = from
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("panic: %v\n%s", p, debug.Stack())
		}
	}()
	if *draw == nil {
		*draw = r.job.Worker()
	}
	partial = r.job.Partial(from, to)
	for ; at < to; at++ {
		if ctx.Err() != nil {
			return partial, at, nil
		}
		if err := (*draw)(at, partial); err != nil {
			return partial, at, err
		}
	}
	return partial, at, nil
}

func (r *run[P]) fail(at int, err error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	defer r.advanced.Broadcast()
	if r.failure == nil || at < r.failure.Draw {
		r.failure = &DrawError{at, err}
	}
}

// finish merges the partial, and those that waited for it.
func (r *run[P]) finish(shard int, partial P) {
	r.mu.Lock()
	defer r.mu.Unlock()
	defer r.advanced.Broadcast()
	r.pending[shard] = partial
	for {
		next, ok := r.pending[r.merged]
		if !ok {
			return
		}
		delete(r.pending, r.merged)
		r.value = r.job.Merge(r.value, next)
		_, r.done = r.job.bounds(r.merged)
		r.merged++
		if r.opt.Progress != nil {
			r.opt.Progress(r.done, r.job.Draws)
		}
	}
}
