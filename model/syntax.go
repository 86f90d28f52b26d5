package model

import "fmt"

// SyntaxError is a text of the case that does not follow its syntax. Offset is
// in bytes from the start of the text.
type SyntaxError struct {
	Offset int
	Cause  string // a sentence without its end
	Remedy string
}

func (e *SyntaxError) Error() string {
	return fmt.Sprintf("at %d: %s; %s", e.Offset, e.Cause, e.Remedy)
}

// word is a part of a text between blanks.
type word struct {
	text   string
	offset int
}

func words(s string) []word {
	var out []word
	start := -1
	for i, c := range s {
		if c == ' ' || c == '\t' || c == '\n' {
			if start >= 0 {
				out = append(out, word{s[start:i], start})
				start = -1
			}
		} else if start < 0 {
			start = i
		}
	}
	if start >= 0 {
		out = append(out, word{s[start:], start})
	}
	return out
}
