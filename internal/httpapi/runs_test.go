package httpapi

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"
)

func answer(body string, calls *atomic.Int32) work {
	return func(context.Context) ([]byte, bool, error) {
		calls.Add(1)
		return []byte(body), true, nil
	}
}

func TestRunsRemember(t *testing.T) {
	r := newRuns(t.Context(), newGate(2, 8), time.Minute, 1000)
	var calls atomic.Int32
	for range 3 {
		body, err := r.do(t.Context(), "a", answer("one", &calls))
		if err != nil || string(body) != "one" {
			t.Fatalf("%q, %v", body, err)
		}
	}
	if _, err := r.do(t.Context(), "b", answer("two", &calls)); err != nil {
		t.Fatal(err)
	}
	if calls.Load() != 2 {
		t.Errorf("%d computations for two keys", calls.Load())
	}
}

func TestRunsForgetOldest(t *testing.T) {
	// Room for three answers of 100 bytes with keys of one byte.
	r := newRuns(t.Context(), newGate(1, 8), time.Minute, 303)
	var calls atomic.Int32
	ask := func(key string) bool {
		before := calls.Load()
		if _, err := r.do(t.Context(), key, answer(strings.Repeat(key, 100), &calls)); err != nil {
			t.Fatal(err)
		}
		return calls.Load() == before // remembered
	}
	for _, k := range []string{"a", "b", "c"} {
		ask(k)
	}
	if !ask("a") { // now b is the oldest
		t.Error("a was forgotten within the bound")
	}
	ask("d")
	for key, want := range map[string]bool{"a": true, "d": true, "c": true} {
		if got := ask(key); got != want {
			t.Errorf("%s remembered: %t, want %t", key, got, want)
		}
	}
	if ask("b") {
		t.Error("b was kept beyond the bound")
	}
	if r.bytes > r.most || r.order.Len() != len(r.byKey) {
		t.Errorf("%d bytes of %d, %d and %d entries", r.bytes, r.most, r.order.Len(), len(r.byKey))
	}
	// An answer larger than the whole memory is given and not kept.
	big := func(context.Context) ([]byte, bool, error) { return make([]byte, 1000), true, nil }
	if body, err := r.do(t.Context(), "big", big); err != nil || len(body) != 1000 {
		t.Errorf("%d bytes, %v", len(body), err)
	}
	if _, ok := r.byKey["big"]; ok {
		t.Error("an answer beyond the bound was kept")
	}
}

func TestRunsKeepNeitherErrorsNorParts(t *testing.T) {
	r := newRuns(t.Context(), newGate(1, 8), time.Minute, 1000)
	n := 0
	failing := func(context.Context) ([]byte, bool, error) { n++; return nil, false, fmt.Errorf("failure %d", n) }
	for i := 1; i <= 2; i++ {
		if _, err := r.do(t.Context(), "k", failing); err == nil || err.Error() != fmt.Sprintf("failure %d", i) {
			t.Errorf("call %d: %v", i, err)
		}
	}
	part := func(context.Context) ([]byte, bool, error) { n++; return fmt.Appendf(nil, "part %d", n), false, nil }
	for i := 3; i <= 4; i++ {
		if body, err := r.do(t.Context(), "k", part); err != nil || string(body) != fmt.Sprintf("part %d", i) {
			t.Errorf("call %d: %q, %v", i, body, err)
		}
	}
}

func TestRunsSurviveAPanic(t *testing.T) {
	r := newRuns(t.Context(), newGate(1, 0), time.Minute, 1000)
	_, err := r.do(t.Context(), "k", func(context.Context) ([]byte, bool, error) { panic("broken lens") })
	if err == nil || !strings.Contains(err.Error(), "broken lens") {
		t.Fatalf("%v", err)
	}
	var calls atomic.Int32
	if _, err := r.do(t.Context(), "k", answer("fine", &calls)); err != nil {
		t.Errorf("the place was not given back: %v", err)
	}
}

func TestRunsShareOneComputation(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := newRuns(t.Context(), newGate(2, 8), time.Minute, 1000)
		var calls atomic.Int32
		slow := func(ctx context.Context) ([]byte, bool, error) {
			calls.Add(1)
			time.Sleep(time.Second)
			return []byte("shared"), true, nil
		}
		var wg sync.WaitGroup
		for range 20 {
			wg.Go(func() {
				if body, err := r.do(t.Context(), "k", slow); err != nil || !bytes.Equal(body, []byte("shared")) {
					t.Errorf("%q, %v", body, err)
				}
			})
		}
		wg.Wait()
		if calls.Load() != 1 {
			t.Errorf("%d computations for equal requests", calls.Load())
		}
	})
}

func TestRunsStopWhenAllHaveLeft(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := newRuns(t.Context(), newGate(1, 8), time.Minute, 1000)
		var stopped atomic.Int32
		slow := func(ctx context.Context) ([]byte, bool, error) {
			<-ctx.Done()
			stopped.Add(1)
			return nil, false, ctx.Err()
		}
		one, leaveOne := context.WithCancel(t.Context())
		two, leaveTwo := context.WithCancel(t.Context())
		defer leaveTwo()
		errs := make(chan error, 2)
		go func() { _, err := r.do(one, "k", slow); errs <- err }()
		go func() { _, err := r.do(two, "k", slow); errs <- err }()
		synctest.Wait()
		leaveOne()
		synctest.Wait()
		if stopped.Load() != 0 {
			t.Error("the run stopped although one still waits for it")
		}
		leaveTwo()
		synctest.Wait()
		if stopped.Load() != 1 {
			t.Error("the run goes on although nobody waits for it")
		}
		for range 2 {
			if err := <-errs; !errors.Is(err, context.Canceled) {
				t.Errorf("%v", err)
			}
		}
		// Who asks now gets a run of their own.
		var calls atomic.Int32
		if body, err := r.do(t.Context(), "k", answer("fresh", &calls)); err != nil || string(body) != "fresh" {
			t.Errorf("%q, %v", body, err)
		}
	})
}

func TestRunsAreStoppedInTime(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := newRuns(t.Context(), newGate(1, 0), 10*time.Second, 1000)
		begin := time.Now()
		body, err := r.do(t.Context(), "k", func(ctx context.Context) ([]byte, bool, error) {
			<-ctx.Done()
			return []byte("the draws so far"), false, nil
		})
		if err != nil || string(body) != "the draws so far" || time.Since(begin) != 10*time.Second {
			t.Errorf("%q, %v after %v", body, err, time.Since(begin))
		}
	})
}

func TestGateTurnsAway(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := newGate(2, 3)
		hold := make(chan struct{})
		var working, most, refused atomic.Int32
		var wg sync.WaitGroup
		for range 12 {
			wg.Go(func() {
				leave, err := g.enter(t.Context())
				if err != nil {
					if !errors.Is(err, errBusy) {
						t.Errorf("%v", err)
					}
					refused.Add(1)
					return
				}
				defer leave()
				if n := working.Add(1); n > most.Load() {
					most.Store(n)
				}
				<-hold
				working.Add(-1)
			})
		}
		synctest.Wait()
		if refused.Load() != 7 || working.Load() != 2 {
			t.Errorf("%d refused, %d at work; want 7 and 2 of 12 with 2 places and 3 waiting", refused.Load(), working.Load())
		}
		close(hold)
		wg.Wait()
		if most.Load() != 2 {
			t.Errorf("%d at once", most.Load())
		}
		// One who gives up while waiting frees the ticket.
		a, _ := g.enter(t.Context())
		b, _ := g.enter(t.Context())
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		if _, err := g.enter(ctx); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("%v", err)
		}
		a()
		b()
		if len(g.places) != 0 || len(g.tickets) != 0 {
			t.Errorf("%d places and %d tickets are still held", len(g.places), len(g.tickets))
		}
	})
}
