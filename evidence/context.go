package evidence

import "math"

// context is what a span remembers of its surroundings.
type context struct {
	text           []rune // of the search form
	length         int    // of the frozen text
	prefix, suffix *side
	start          *int
}

// side is the text stored before or after a span.
type side struct {
	width   int // of the stored text in the search form
	trimmed int
	pattern *pattern
}

func (f *Finder) newContext(s Span) *context {
	return &context{
		text:   f.fold().runes,
		length: f.offsets.Len(),
		prefix: newSide(s.Prefix),
		suffix: newSide(s.Suffix),
		start:  s.Start,
	}
}

func newSide(stored string) *side {
	form := fold(stored).runes
	trimmed := trim(form)
	if len(trimmed) == 0 {
		return nil
	}
	return &side{len(form), len(trimmed), newPattern(trimmed)}
}

// trim takes the blanks of a search form off both ends.
func trim(form []rune) []rune {
	for len(form) > 0 && form[0] == ' ' {
		form = form[1:]
	}
	for len(form) > 0 && form[len(form)-1] == ' ' {
		form = form[:len(form)-1]
	}
	return form
}

// likeness is 1 - edit distance / length between the stored side and what
// stands there now, both trimmed; 1 if none is stored. The longer of the two
// gives the length, which keeps it in 0..1.
func (s *side) likeness(now []rune) float64 {
	if s == nil {
		return 1
	}
	now = trim(now)
	return 1 - float64(s.pattern.to(now))/float64(max(s.trimmed, len(now)))
}

// score is (50 q + 20 p + 20 s + 2 pos) / 92.
func (c *context) score(p place) float64 {
	before, after := 1.0, 1.0
	if c.prefix != nil {
		before = c.prefix.likeness(c.text[max(0, p.from-c.prefix.width):p.from])
	}
	if c.suffix != nil {
		after = c.suffix.likeness(c.text[p.to:min(len(c.text), p.to+c.suffix.width)])
	}
	sum := float64(weightExact*p.q) + float64(weightPrefix*before)
	sum += float64(weightSuffix*after) + float64(weightPos*c.nearness(p))
	return sum / weightSum
}

// nearness is 1 at the old start and falls to 0 over the length of the text.
func (c *context) nearness(p place) float64 {
	if c.start == nil || c.length == 0 {
		return 0
	}
	return math.Max(0, 1-math.Abs(float64(p.Start-*c.start))/float64(c.length))
}

// least is the similarity that a place needs to reach a score.
func (c *context) least(score float64) float64 {
	rest := float64(weightPrefix + weightSuffix)
	if c.start != nil {
		rest += weightPos
	}
	return (float64(score*weightSum) - rest) / weightExact
}
