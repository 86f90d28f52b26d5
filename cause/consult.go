package cause

import (
	"context"
	"errors"
	"slices"
)

// Named is a map with a name, such as the source it is read from.
type Named struct {
	Name string
	Map  Map
}

// Ask is a question that is put to several maps: which way does Node go under
// the push?
type Ask struct {
	Push map[string]float64
	Node string
}

// Reply is what one map says to one question.
type Reply struct {
	Missing  []string // concepts of the question that the map does not know; nothing was asked then
	Response Response
	Err      error // a map that allows no draw
}

// Consult puts every question to every map: [question][map].
func Consult(ctx context.Context, maps []Named, asks []Ask, draws int, seed uint64) ([][]Reply, error) {
	out := make([][]Reply, len(asks))
	for a := range asks {
		out[a] = make([]Reply, len(maps))
	}
	for i, m := range maps {
		c, err := Compile(m.Map)
		if err != nil {
			return nil, err
		}
		for a, ask := range asks {
			r := &out[a][i]
			names := []string{ask.Node}
			for n := range ask.Push {
				names = append(names, n)
			}
			slices.Sort(names)
			for _, n := range slices.Compact(names) {
				if _, ok := c.Node(n); !ok {
					r.Missing = append(r.Missing, n)
				}
			}
			if len(r.Missing) > 0 {
				continue
			}
			push, err := c.Push(ask.Push)
			if err != nil {
				return nil, err
			}
			pressed, err := c.Press(ctx, Question{Intervention: Intervention{Push: push}, Draws: draws, Seed: seed})
			var wrong *Error
			switch {
			case err == nil:
				node, _ := c.Node(ask.Node)
				r.Response = pressed.Nodes[node]
			case errors.As(err, &wrong) && wrong.Code == CodeNeverStable:
				r.Err = err
			default:
				return nil, err
			}
		}
	}
	return out, nil
}
