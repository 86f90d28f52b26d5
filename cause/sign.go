package cause

// Signs that a source can give a link and that make no edge of their own kind.
const (
	None        Sign = "0"  // said to have no effect
	NotNegative Sign = "+0" // positive or none
	NotPositive Sign = "-0" // negative or none
	Either      Sign = "+-" // an effect of either sign
)

// Known reports whether s is one of the seven signs.
func (s Sign) Known() bool {
	switch s {
	case Plus, Minus, Any, None, NotNegative, NotPositive, Either:
		return true
	}
	return false
}

// Adopt is what a link said to have sign s becomes in a map: the sign of the
// edge, and whether the edge is uncertain. None, and what is no sign, makes no
// edge.
func (s Sign) Adopt() (edge Sign, uncertain, exists bool) {
	switch s {
	case Plus, Minus, Any:
		return s, false, true
	case NotNegative:
		return Plus, true, true
	case NotPositive:
		return Minus, true, true
	case Either:
		return Any, false, true
	}
	return "", false, false
}

// Flip is the sign for the opposite of one of the two concepts. It assumes that
// the opposite moves by as much the other way, which the author of a claim may
// not have meant; show it where it is done.
func (s Sign) Flip() Sign {
	switch s {
	case Plus:
		return Minus
	case Minus:
		return Plus
	case NotNegative:
		return NotPositive
	case NotPositive:
		return NotNegative
	}
	return s
}

// Times is the sign of two links in a row (Wellman 1994).
func (s Sign) Times(t Sign) Sign {
	switch {
	case s == None || t == None:
		return None
	case s == Any || t == Any:
		return Any
	case s == t:
		return Plus
	}
	return Minus
}

// Add is the sign of two routes side by side (Wellman 1994).
func (s Sign) Add(t Sign) Sign {
	switch {
	case s == None:
		return t
	case t == None || s == t:
		return s
	}
	return Any
}
