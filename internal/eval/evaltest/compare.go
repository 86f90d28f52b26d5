package evaltest

import (
	"encoding/json"
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"
)

// Answer is one line of the evaluator.
type Answer struct {
	ID     string          `json:"id"`
	OK     bool            `json:"ok"`
	Result json.RawMessage `json:"result"`
	Error  Failure         `json:"error"`
}

// Failure is the error of an answer.
type Failure struct {
	Code    string `json:"code"`
	Message string `json:"message"`
}

func (f Failure) String() string { return f.Code + ": " + f.Message }

// Compare lists the differences between what a case wants and an answer.
//
// Objects are compared field by field, fields absent from want not looked at;
// lists element by element and with equal length; numbers within the case's
// absolute tolerance; everything else exactly. A field name that ends in [-1]
// means the last element of that list. Of an error the code is compared, and a
// message must be there.
func Compare(c Case, a Answer) []string {
	if c.WantError != "" {
		switch {
		case a.OK:
			return []string{fmt.Sprintf("answered %s, want the error %s", a.Result, c.WantError)}
		case a.Error.Code != c.WantError:
			return []string{fmt.Sprintf("error %s, want %s", a.Error, c.WantError)}
		case a.Error.Message == "":
			return []string{"the error has no message"}
		}
		return nil
	}
	if !a.OK {
		return []string{fmt.Sprintf("error %s, want %s", a.Error, c.Want)}
	}
	var want, got any
	if err := json.Unmarshal(c.Want, &want); err != nil {
		return []string{"want: " + err.Error()}
	}
	if err := json.Unmarshal(a.Result, &got); err != nil {
		return []string{"result: " + err.Error()}
	}
	return difference(want, got, c.Tol, "result")
}

func difference(want, got any, tol float64, path string) []string {
	say := func() []string {
		return []string{fmt.Sprintf("%s is %v, want %v (tolerance %v)", path, got, want, tol)}
	}
	switch w := want.(type) {
	case map[string]any:
		g, ok := got.(map[string]any)
		if !ok {
			return say()
		}
		var out []string
		for _, name := range slices.Sorted(maps.Keys(w)) {
			value, ok := field(g, name)
			if !ok {
				out = append(out, path+"."+name+" is missing")
				continue
			}
			out = append(out, difference(w[name], value, tol, path+"."+name)...)
		}
		return out
	case []any:
		g, ok := got.([]any)
		if !ok || len(g) != len(w) {
			return say()
		}
		var out []string
		for i := range w {
			out = append(out, difference(w[i], g[i], tol, fmt.Sprintf("%s[%d]", path, i))...)
		}
		return out
	case float64:
		g, ok := got.(float64)
		if !ok || math.Abs(g-w) > tol {
			return say()
		}
		return nil
	}
	if want != got {
		return say()
	}
	return nil
}

func field(g map[string]any, name string) (any, bool) {
	list, last := strings.CutSuffix(name, "[-1]")
	value, ok := g[list]
	if !last || !ok {
		return value, ok
	}
	elements, ok := value.([]any)
	if !ok || len(elements) == 0 {
		return nil, false
	}
	return elements[len(elements)-1], true
}
