package eval

import (
	"encoding/json"
	"strconv"
	"unicode/utf16"
)

// text is a string of a request that must be sound Unicode. encoding/json would
// replace half a surrogate pair, and offsets would count a letter that nobody
// wrote.
type text struct {
	s    string
	torn bool // holds half a surrogate pair
}

func (t *text) UnmarshalJSON(data []byte) error {
	if string(data) == "null" {
		return nil
	}
	t.torn = torn(data)
	return json.Unmarshal(data, &t.s)
}

// whole returns the string, or evidence/not-utf8.
func (t text) whole() (string, error) {
	if t.torn {
		return "", &requestError{"evidence/not-utf8", "the text holds half a surrogate pair, which no UTF-8 can hold; send whole characters"}
	}
	return t.s, nil
}

// torn reports whether a JSON string escapes one half of a surrogate pair
// without the other.
func torn(data []byte) bool {
	for i := 0; i < len(data); i++ {
		if data[i] != '\\' {
			continue
		}
		i++
		r, ok := unit(data, i)
		if !ok {
			continue
		}
		i += 4
		if !utf16.IsSurrogate(r) {
			continue
		}
		low, ok := rune(0), false
		if i+2 < len(data) && data[i+1] == '\\' {
			low, ok = unit(data, i+2)
		}
		if !ok || utf16.DecodeRune(r, low) == '\uFFFD' {
			return true
		}
		i += 6
	}
	return false
}

// unit reads uXXXX at i.
func unit(data []byte, i int) (rune, bool) {
	if i+5 > len(data) || data[i] != 'u' {
		return 0, false
	}
	x, err := strconv.ParseUint(string(data[i+1:i+5]), 16, 16)
	return rune(x), err == nil
}
