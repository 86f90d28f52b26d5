package ensemble

import "fmt"

// Job says what the draws are and how what they show is put together. P is the
// type of a partial, usually a pointer or a slice.
type Job[P any] struct {
	// Draws is the number of draws, numbered 0..Draws-1.
	Draws int
	// ShardSize is the number of consecutive draws in a shard; 0 means
	// DefaultShardSize.
	ShardSize int
	// Worker is called once by each worker and returns the function that makes
	// one draw and adds it to the partial; scratch memory of the worker belongs
	// into its closure. The function is called for the draws of a shard in
	// order, never by two goroutines at once.
	Worker func() (draw func(i int, into P) error)
	// Partial returns an empty partial for the shard of draws from..to-1. It
	// may be called by several goroutines at once.
	Partial func(from, to int) P
	// Merge adds next to into, which covers all draws before next, and returns
	// the union. It is called by one goroutine, in the order of the shards.
	Merge func(into, next P) P
}

// DefaultShardSize is small enough that an interruption loses little and large
// enough that handing out shards costs nothing beside draws of a microsecond.
const DefaultShardSize = 256

// Result is what a run leaves: the merged partials of draws 0..Done-1.
type Result[P any] struct {
	Value   P
	Done    int
	Planned int
}

// Complete reports whether every planned draw was made.
func (r Result[P]) Complete() bool { return r.Done == r.Planned }

// Interruption is the error of a run that was stopped before its end. The
// result that comes with it is valid for the draws done.
type Interruption struct {
	Done, Planned int
	Cause         error // context.Canceled, context.DeadlineExceeded, or the cause given
}

func (e *Interruption) Error() string {
	return fmt.Sprintf("stopped after %d of %d draws: %v", e.Done, e.Planned, e.Cause)
}

// Unwrap returns the cause.
func (e *Interruption) Unwrap() error { return e.Cause }

// DrawError is the error of a run in which a draw failed: the first one in the
// order of draws. The result that comes with it covers the shards before it.
type DrawError struct {
	Draw int
	Err  error
}

func (e *DrawError) Error() string { return fmt.Sprintf("draw %d: %v", e.Draw, e.Err) }

// Unwrap returns the error of the draw.
func (e *DrawError) Unwrap() error { return e.Err }

func (j *Job[P]) shardSize() int {
	if j.ShardSize > 0 {
		return j.ShardSize
	}
	return DefaultShardSize
}

// shards returns the number of shards, the last of which may be short.
func (j *Job[P]) shards() int {
	size := j.shardSize()
	return (j.Draws + size - 1) / size
}

// bounds returns the draws of one shard, from..to-1.
func (j *Job[P]) bounds(shard int) (from, to int) {
	from = shard * j.shardSize()
	return from, min(from+j.shardSize(), j.Draws)
}
