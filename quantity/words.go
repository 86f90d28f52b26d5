package quantity

import (
	"math"
	"slices"
	"strings"
)

// Word is a word of a stated table with the range on 0..1 that it is read as.
type Word struct {
	Text      string
	Low, High float64
	Row       int // of the estimative table; 0 for strength words
}

// The estimative words of Intelligence Community Directive 203 (2015),
// Analytic Standards. Published bands share their end points.
var estimative = []Word{
	{"almost no chance", 0.01, 0.05, 1},
	{"very unlikely", 0.05, 0.20, 1},
	{"unlikely", 0.20, 0.45, 1},
	{"roughly even chance", 0.45, 0.55, 1},
	{"likely", 0.55, 0.80, 1},
	{"very likely", 0.80, 0.95, 1},
	{"almost certain", 0.95, 0.99, 1},
	{"remote", 0.01, 0.05, 2},
	{"highly improbable", 0.05, 0.20, 2},
	{"improbable", 0.20, 0.45, 2},
	{"roughly even odds", 0.45, 0.55, 2},
	{"probable", 0.55, 0.80, 2},
	{"highly probable", 0.80, 0.95, 2},
	{"nearly certain", 0.95, 0.99, 2},
}

// Strength words: this program's convention.
var strength = []Word{
	{"weak", 0, 1.0 / 3, 0},
	{"moderate", 1.0 / 3, 2.0 / 3, 0},
	{"strong", 2.0 / 3, 1, 0},
}

// EstimativeWords returns the table of words of likelihood, row 1 then row 2,
// each from the least likely up.
func EstimativeWords() []Word { return slices.Clone(estimative) }

// LookupWord returns the range that a word of either table stands for. Case and
// the width of blanks do not matter.
func LookupWord(text string) (Value, bool) {
	if len(text) > maxText {
		return Value{}, false
	}
	normal := strings.ToLower(strings.Join(strings.Fields(text), " "))
	for _, table := range [][]Word{estimative, strength} {
		for _, w := range table {
			if w.Text == normal {
				return Value{Shape: Uniform, Low: w.Low, High: w.High, Word: w.Text}, true
			}
		}
	}
	return Value{}, false
}

// WordFor returns the row 1 word whose band holds the probability p. Bands are
// closed below and open above, the top one closed; that closure is this
// program's rule. Below 0.01 and above 0.99 there is no word.
func WordFor(p float64) (Word, bool) {
	const rows = 7
	for i, w := range estimative[:rows] {
		if p >= w.Low && (p < w.High || i == rows-1 && p == w.High) {
			return w, true
		}
	}
	return Word{}, false
}

// Stretch moves a word's range from 0..1 to the scale of the parameter it is
// given for; a value that is no word is returned as it is. Call it once, where
// the word is read. A word has no meaning on a scale without ends: OffScale.
func (v Value) Stretch(s Scale) (Value, error) {
	if v.Word == "" || (s.Low == 0 && s.High == 1) {
		return v, nil
	}
	if math.IsInf(s.Low, 0) || math.IsInf(s.High, 0) || !(s.Low < s.High) {
		return v, &Error{OffScale, v.Word, "is a word, and words need a scale with two ends"}
	}
	span := s.High - s.Low
	v.Low = s.Low + float64(v.Low*span)
	v.High = s.Low + float64(v.High*span)
	return v, nil
}
