package ensemble

import (
	"context"
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"pgregory.net/rapid"

	"entente/sample"
)

// listing is a job whose partials are the lists of values drawn.
func listing(draws, shard int) Job[*[]float64] {
	return Job[*[]float64]{
		Draws:     draws,
		ShardSize: shard,
		Worker: func() func(int, *[]float64) error {
			return func(i int, into *[]float64) error {
				*into = append(*into, sample.At(1, 0, uint64(i)))
				return nil
			}
		},
		Partial: func(from, to int) *[]float64 { return new([]float64) },
		Merge: func(into, next *[]float64) *[]float64 {
			*into = append(*into, *next...)
			return into
		},
	}
}

func TestSameForAnyWorkersAndShards(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(0, 500).Draw(t, "draws")
		job := listing(n, rapid.IntRange(0, 120).Draw(t, "shard"))
		last := 0
		got, err := Run(context.Background(), job, Options{
			Workers: rapid.IntRange(0, 9).Draw(t, "workers"),
			Progress: func(done, planned int) {
				if done <= last || planned != n {
					t.Errorf("progress %d of %d after %d", done, planned, last)
				}
				last = done
			},
		})
		if err != nil || !got.Complete() || last != n {
			t.Fatalf("%v, %d of %d, progress %d", err, got.Done, n, last)
		}
		for i, x := range *got.Value {
			if x != sample.At(1, 0, uint64(i)) {
				t.Fatalf("draw %d out of place", i)
			}
		}
		if len(*got.Value) != n {
			t.Fatalf("%d values of %d draws", len(*got.Value), n)
		}
	})
}

// Sums of floating-point numbers depend on their order; for one shard size they
// are the same to the last bit all the same.
func TestSumsSameForAnyWorkers(t *testing.T) {
	sum := func(workers int) uint64 {
		job := Job[*float64]{
			Draws:     10000,
			ShardSize: 37,
			Worker: func() func(int, *float64) error {
				return func(i int, into *float64) error { *into += sample.At(3, 0, uint64(i)); return nil }
			},
			Partial: func(int, int) *float64 { return new(float64) },
			Merge:   func(into, next *float64) *float64 { *into += *next; return into },
		}
		r, err := Run(context.Background(), job, Options{Workers: workers})
		if err != nil {
			t.Fatal(err)
		}
		return math.Float64bits(*r.Value)
	}
	one := sum(1)
	for workers := 2; workers < 9; workers++ {
		if sum(workers) != one {
			t.Errorf("%d workers give another sum", workers)
		}
	}
}

func TestInterruptionKeepsTheBeginning(t *testing.T) {
	for _, workers := range []int{1, 4} {
		ctx, cancel := context.WithCancelCause(context.Background())
		why := errors.New("the user pressed ctrl-c")
		job := listing(100000, 10)
		inner := job.Worker
		job.Worker = func() func(int, *[]float64) error {
			draw := inner()
			return func(i int, into *[]float64) error {
				if i == 555 {
					cancel(why)
				}
				return draw(i, into)
			}
		}
		got, err := Run(ctx, job, Options{Workers: workers})
		var stop *Interruption
		if !errors.As(err, &stop) || !errors.Is(err, why) || stop.Done != got.Done || stop.Planned != 100000 {
			t.Fatalf("%v", err)
		}
		if got.Done > 560 || got.Done < 550-10*shardsAhead*workers || got.Done != len(*got.Value) || got.Complete() {
			t.Errorf("%d workers: %d draws done, %d values", workers, got.Done, len(*got.Value))
		}
		for i, x := range *got.Value {
			if x != sample.At(1, 0, uint64(i)) {
				t.Fatalf("value %d is not draw %d", i, i)
			}
		}
		if want := fmt.Sprintf("stopped after %d of 100000 draws: the user pressed ctrl-c", got.Done); err.Error() != want {
			t.Errorf("%q", err)
		}
	}
}

func TestDeadlineBeforeTheStart(t *testing.T) {
	ctx, cancel := context.WithDeadline(context.Background(), time.Unix(0, 0))
	defer cancel()
	got, err := Run(ctx, listing(10, 1), Options{})
	if !errors.Is(err, context.DeadlineExceeded) || got.Done != 0 || len(*got.Value) != 0 {
		t.Errorf("%v, %d done", err, got.Done)
	}
}

func TestFirstFailingDrawIsReported(t *testing.T) {
	for range 50 {
		job := listing(1000, 7)
		inner := job.Worker
		job.Worker = func() func(int, *[]float64) error {
			draw := inner()
			return func(i int, into *[]float64) error {
				if i >= 200 && i%3 == 0 { // 201, 204, ...
					return errors.New("no weight")
				}
				return draw(i, into)
			}
		}
		got, err := Run(context.Background(), job, Options{Workers: 6})
		var e *DrawError
		if !errors.As(err, &e) || e.Draw != 201 || got.Done != 196 {
			t.Fatalf("%v, %d done; want draw 201, 196 done", err, got.Done)
		}
	}
}

func TestPanicBecomesAnError(t *testing.T) {
	job := listing(10, 2)
	job.Worker = func() func(int, *[]float64) error {
		return func(i int, _ *[]float64) error {
			var empty []int
			return fmt.Errorf("%d", empty[i])
		}
	}
	_, err := Run(context.Background(), job, Options{Workers: 2})
	var e *DrawError
	if !errors.As(err, &e) || e.Draw != 0 || !strings.Contains(err.Error(), "index out of range") {
		t.Errorf("%v", err)
	}
}

func TestWorkersKeepTheirScratch(t *testing.T) {
	var made atomic.Int32
	job := listing(1000, 10)
	inner := job.Worker
	job.Worker = func() func(int, *[]float64) error { made.Add(1); return inner() }
	if _, err := Run(context.Background(), job, Options{Workers: 3}); err != nil || made.Load() > 3 || made.Load() < 1 {
		t.Errorf("%v; Worker called %d times for 3 workers", err, made.Load())
	}
}

func TestBadJob(t *testing.T) {
	if _, err := Run(context.Background(), Job[int]{Draws: 1}, Options{}); err == nil {
		t.Error("accepted")
	}
}

func BenchmarkRun(b *testing.B) {
	job := listing(10000, 0)
	for b.Loop() {
		if _, err := Run(context.Background(), job, Options{}); err != nil {
			b.Fatal(err)
		}
	}
}

// The share of draws in which a sum of two uniform numbers exceeds 1.5.
func ExampleRun() {
	type count struct{ hits, draws int }
	plan, err := sample.NewLatinHypercube(1, 10000, 2)
	if err != nil {
		fmt.Println(err)
		return
	}
	result, err := Run(context.Background(), Job[*count]{
		Draws: plan.Len(),
		Worker: func() func(int, *count) error {
			u := make([]float64, plan.Dims()) // scratch of this worker
			return func(i int, into *count) error {
				plan.At(i, u)
				into.draws++
				if u[0]+u[1] > 1.5 {
					into.hits++
				}
				return nil
			}
		},
		Partial: func(from, to int) *count { return new(count) },
		Merge: func(into, next *count) *count {
			into.hits += next.hits
			into.draws += next.draws
			return into
		},
	}, Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	near := slices.Contains([]int{12, 13}, result.Value.hits*100/result.Value.draws)
	fmt.Println(result.Done, near)
	// Output: 10000 true
}
