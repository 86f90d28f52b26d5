package svg

import "testing"

// An axis so short beside its place that a step is lost in rounding must still
// end.
func TestTicksOfAVeryShortAxisEnd(t *testing.T) {
	for _, a := range []axis{
		{low: 5e5, high: 5e5 + 1e-10, right: 100},
		{low: -1e6, high: -1e6 + 1.2e-10, right: 100},
		{low: 1, high: 1 + 2.3e-16, right: 100},
		{low: 0, high: 5e-324, right: 100},
		{low: -1e300, high: 1e300, right: 100},
	} {
		if n := len(a.ticks(8)); n < 1 || n > 20 {
			t.Errorf("%v: %d ticks", a, n)
		}
	}
}
