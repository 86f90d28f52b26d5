package evidence

// Span is a stored quotation or paragraph: what to look for in a text.
// It is given by its exact words with some context, or, where the words may
// not be kept, by paragraph and fingerprint.
type Span struct {
	Source      string `json:"source,omitempty"`
	Start       *int   `json:"start,omitempty"` // code points, half-open
	End         *int   `json:"end,omitempty"`
	Exact       string `json:"exact,omitempty"`
	Prefix      string `json:"prefix,omitempty"` // at most 32 code points before
	Suffix      string `json:"suffix,omitempty"`
	Paragraph   int    `json:"paragraph,omitempty"`
	Fingerprint string `json:"fingerprint,omitempty"`
}

// byFingerprint reports whether the span holds no words of the text.
func (s Span) byFingerprint() bool { return s.Exact == "" && s.Fingerprint != "" }

// Status is what became of a span.
type Status string

const (
	OK        Status = "ok"
	Moved     Status = "moved"
	Ambiguous Status = "ambiguous" // several places fit equally well
	Drifted   Status = "drifted"   // the words changed a little: a person has to accept
	Lost      Status = "lost"
)

// Passes reports whether a span with this status counts as found.
func (s Status) Passes() bool { return s == OK || s == Moved }

// Found is where a span is now. Start, End and Paragraph are set for ok, moved
// and drifted only.
type Found struct {
	Status     Status
	Extent     Extent
	Paragraph  int     // in which the place begins, from 1; 0 between paragraphs
	Similarity float64 // q = 1 - edits / length; 0 when lost
	Score      float64 // of the place, words and context together, in 0..1
}

// contextLength is how much of a text a Span keeps on each side.
const contextLength = 32

// NewSpan makes the span of a stretch of a frozen text.
// The error is evidence/bad-span.
func (f *Finder) NewSpan(at Extent) (Span, error) {
	n := f.offsets.Len()
	if at.Start < 0 || at.End > n || at.Start >= at.End {
		return Span{}, &Error{
			code:   CodeBadSpan,
			Text:   itoa(at.Start) + "-" + itoa(at.End),
			Cause:  "this is no stretch of a text of " + itoa(n) + " code points",
			Remedy: "give a start and a later end within the text",
		}
	}
	return Span{
		Start:     new(at.Start),
		End:       new(at.End),
		Exact:     f.slice(at.Start, at.End),
		Prefix:    f.slice(max(0, at.Start-contextLength), at.Start),
		Suffix:    f.slice(at.End, min(n, at.End+contextLength)),
		Paragraph: f.paragraphAt(at.Start),
	}, nil
}
