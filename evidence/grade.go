package evidence

import "strings"

// Grade is a source grade of the Admiralty system: two independent judgements.
type Grade struct {
	Reliability byte // A completely .. E unreliable, F cannot be judged
	Credibility byte // 1 confirmed .. 5 improbable, 6 cannot be judged
}

// GradeState says how the two judgements of a grade go together.
type GradeState string

const (
	GradesAgree    GradeState = "agree"    // their ranges overlap
	GradesDisagree GradeState = "disagree" // they do not: the span of both
	GradeHalf      GradeState = "half"     // one is unknown: the range of the other
	GradeUnknown   GradeState = "unknown"  // both are: anything
)

// Ranges of reliability that this program proposes for a grade; a convention
// of its own. F and 6 mean unknown, never worst, and have none.
var (
	reliabilityRange = map[byte][2]float64{
		'A': {0.95, 1}, 'B': {0.80, 0.95}, 'C': {0.60, 0.80}, 'D': {0.40, 0.60}, 'E': {0.10, 0.40},
	}
	credibilityRange = map[byte][2]float64{
		'1': {0.90, 1}, '2': {0.70, 0.90}, '3': {0.50, 0.70}, '4': {0.30, 0.50}, '5': {0.05, 0.30},
	}
)

// ParseGrade reads a grade such as B2. The error is words/bad-grade.
func ParseGrade(text string) (Grade, error) {
	if len(text) != 2 || !strings.Contains("ABCDEF", text[:1]) || !strings.Contains("123456", text[1:]) {
		return Grade{}, &Error{
			code:   CodeBadGrade,
			Text:   clip(text),
			Cause:  "this is no source grade",
			Remedy: "write a letter A to F for the source and a digit 1 to 6 for what it says, as B2",
		}
	}
	return Grade{text[0], text[1]}, nil
}

// String prints B2.
func (g Grade) String() string { return string([]byte{g.Reliability, g.Credibility}) }

// Range is the range of reliability proposed for the grade: the overlap of both
// judgements, the span of both where they do not overlap, the other's where one
// is unknown. Never their product: they are not independent chances.
func (g Grade) Range() (low, high float64, state GradeState) {
	a, okA := reliabilityRange[g.Reliability]
	b, okB := credibilityRange[g.Credibility]
	switch {
	case !okA && !okB:
		return 0, 1, GradeUnknown
	case !okA:
		return b[0], b[1], GradeHalf
	case !okB:
		return a[0], a[1], GradeHalf
	}
	if low, high = max(a[0], b[0]), min(a[1], b[1]); low <= high {
		return low, high, GradesAgree
	}
	return min(a[0], b[0]), max(a[1], b[1]), GradesDisagree
}
