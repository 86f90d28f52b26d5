package cause

import (
	"context"
	"errors"
	"slices"
	"strings"
)

// Uncertainty is what is done about links that may be absent.
type Uncertainty string

const (
	SampleUncertain Uncertainty = "sampled"
	AllUncertain    Uncertainty = "all"  // all present
	NoUncertain     Uncertainty = "none" // all absent
)

// Setting is one way of running a map that its author might as well have chosen.
type Setting struct {
	Self      Self
	Prior     Prior
	Uncertain Uncertainty
	Despite   bool // "despite" claims observe as well
}

// String is "sampled, uniform, uncertain sampled, despite edge".
func (s Setting) String() string {
	despite := "edge"
	if s.Despite {
		despite = "edge-and-observation"
	}
	return strings.Join([]string{string(s.Self), string(s.Prior), "uncertain " + string(s.Uncertain), "despite " + despite}, ", ")
}

// Universe is the answer under one setting; Err where there was none.
type Universe struct {
	Setting Setting
	Pressed *Pressed
	Err     error
}

// Multiverse answers the question under every setting: self-limitation sampled
// and unit (only as declared in a map that says so), sizes uniform and
// loguniform, uncertain links sampled, all and none where there are any, and
// "despite" claims as links and as observations where there are any. The map has
// to hold the links of the claims. Settings that allow no draw are kept with
// their error.
func Multiverse(ctx context.Context, m Map, q Question, despite []Despite) ([]Universe, error) {
	if err := m.Check(); err != nil {
		return nil, err
	}
	var out []Universe
	for _, s := range settings(m, despite) {
		u := Universe{Setting: s}
		varied := m
		varied.Self, varied.Prior, varied.Edges = s.Self, s.Prior, nil
		for _, e := range paired(m.Edges) {
			if e.Uncertain && s.Uncertain == NoUncertain {
				continue
			}
			e.Uncertain = e.Uncertain && s.Uncertain == SampleUncertain
			varied.Edges = append(varied.Edges, e)
		}
		c, err := Compile(varied)
		if err != nil {
			return nil, err
		}
		asked := q
		asked.Observe = slices.Clone(q.Observe)
		if s.Despite {
			for _, d := range despite {
				o, err := d.Observation(c)
				if err != nil {
					return nil, err
				}
				asked.Observe = append(asked.Observe, o)
			}
		}
		if asked.Cuts, err = recut(m, varied, q.Cuts); err != nil {
			return nil, err
		}
		u.Pressed, u.Err = c.Press(ctx, asked)
		var wrong *Error
		if u.Err != nil && (!errors.As(u.Err, &wrong) || wrong.Code != CodeNeverStable && wrong.Code != CodeContradiction) {
			return nil, u.Err
		}
		out = append(out, u)
	}
	return out, nil
}

// recut finds cut links again in a map that lacks some.
func recut(m, varied Map, cuts []int) ([]int, error) {
	at := map[string]int{}
	for i, e := range varied.Edges {
		at[e.name()] = i
	}
	var out []int
	for _, c := range cuts {
		if c < 0 || c >= len(m.Edges) {
			return nil, &Error{CodeUnknownNode, "", "a cut names no link of the map", "name one that is"}
		}
		if i, ok := at[m.Edges[c].name()]; ok {
			out = append(out, i)
		}
	}
	return out, nil
}

func settings(m Map, despite []Despite) []Setting {
	selves := []Self{Sampled, Unit}
	if m.Self == Declared {
		selves = []Self{Declared}
	}
	uncertain := []Uncertainty{SampleUncertain}
	if slices.ContainsFunc(m.Edges, func(e Edge) bool { return e.Uncertain }) {
		uncertain = append(uncertain, AllUncertain, NoUncertain)
	}
	observes := []bool{false}
	if len(despite) > 0 {
		observes = append(observes, true)
	}
	var out []Setting
	for _, self := range selves {
		for _, prior := range []Prior{PriorUniform, PriorLoguniform} {
			for _, u := range uncertain {
				for _, d := range observes {
					out = append(out, Setting{self, prior, u, d})
				}
			}
		}
	}
	return out
}

// Headline says in how many settings a direction holds for a node.
type Headline struct {
	Node      int
	Direction Direction
	Holds     int
	Of        int
	Fails     []Setting // where it does not hold, or nothing could be drawn
}

// HeadlineOf counts the settings in which the node has the direction.
func HeadlineOf(universes []Universe, node int, direction Direction) Headline {
	h := Headline{Node: node, Direction: direction, Of: len(universes)}
	for _, u := range universes {
		if u.Pressed != nil && u.Pressed.Nodes[node].Direction == direction {
			h.Holds++
			continue
		}
		h.Fails = append(h.Fails, u.Setting)
	}
	return h
}
