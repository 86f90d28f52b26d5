package evidence

// Refusal is why a source does not count on an as-of date.
type Refusal string

const (
	Admitted   Refusal = ""
	After      Refusal = "after"        // it appeared later
	MayBeAfter Refusal = "may-be-after" // its date leaves that open
	Undated    Refusal = "undated"
)

// Admit decides whether a source published in the given period had certainly
// appeared by the as-of day: its last possible day must not come later.
// overruled lets a may-be-after pass; nothing else can be overruled.
func Admit(published Period, asOf Day, overruled bool) Refusal {
	switch {
	case !published.Dated():
		return Undated
	case !published.Last.After(asOf):
		return Admitted
	case published.First.After(asOf):
		return After
	case overruled:
		return Admitted
	}
	return MayBeAfter
}
