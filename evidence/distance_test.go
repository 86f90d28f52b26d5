package evidence

import (
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// table is the matrix of edit distances between the beginnings of p and of s.
// With free, a match may begin anywhere in s.
func table(p, s []rune, free bool) [][]int {
	d := make([][]int, len(p)+1)
	for i := range d {
		d[i] = make([]int, len(s)+1)
		d[i][0] = i
	}
	for j := 1; j <= len(s); j++ {
		if !free {
			d[0][j] = j
		}
		for i := 1; i <= len(p); i++ {
			cost := 1
			if p[i-1] == s[j-1] {
				cost = 0
			}
			d[i][j] = min(d[i-1][j-1]+cost, d[i-1][j]+1, d[i][j-1]+1)
		}
	}
	return d
}

func letters(few, many int) *rapid.Generator[[]rune] {
	return rapid.Map(rapid.StringOfN(rapid.SampledFrom([]rune("abcé")), few, many, -1), func(s string) []rune { return []rune(s) })
}

// The patterns reach over two words of the bit vector.
func TestDistanceAgainstTable(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p, s := letters(0, 140).Draw(t, "pattern"), letters(0, 150).Draw(t, "text")
		want := table(p, s, false)[len(p)][len(s)]
		if got := newPattern(p).to(s); got != want {
			t.Fatalf("distance %d, want %d", got, want)
		}
	})
}

func TestEndingsAgainstTable(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p, s := letters(1, 130).Draw(t, "pattern"), letters(0, 200).Draw(t, "text")
		most := rapid.IntRange(0, len(p)).Draw(t, "most")
		bottom := table(p, s, true)[len(p)]
		var want []ending
		for j := 1; j <= len(s); j++ {
			if bottom[j] <= most {
				want = append(want, ending{j, bottom[j]})
			}
		}
		got := newPattern(p).endings(nil, s, 0, len(s), most)
		if !slices.Equal(got, want) {
			t.Fatalf("got %v, want %v", got, want)
		}
		for _, e := range got {
			from := startOf(newReversed(p), s, e)
			if from < 0 || table(p, s[from:e.at], false)[len(p)][e.at-from] != e.edits {
				t.Fatalf("the match that ends at %d with %d edits does not begin at %d", e.at, e.edits, from)
			}
		}
	})
}

func TestOccursAgainstTable(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p, s := letters(1, 90).Draw(t, "pattern"), letters(0, 120).Draw(t, "text")
		most := rapid.IntRange(0, len(p)).Draw(t, "most")
		want := slices.Min(table(p, s, true)[len(p)]) <= most
		if got := newPattern(p).occurs(s, most); got != want {
			t.Fatalf("got %v, want %v", got, want)
		}
	})
}
