package cause

import "fmt"

// Shares says in how many draws a node moved which way; they sum to 1.
type Shares struct {
	Pos  float64 `json:"pos"`
	Neg  float64 `json:"neg"`
	Zero float64 `json:"zero"`
	// Reached is false when no draw had a route from a push to the node.
	Reached bool `json:"reached"`
}

// Pressed is the answer to lasting pushes over many draws.
type Pressed struct {
	Draws    int      `json:"draws"`    // asked for
	Accepted int      `json:"accepted"` // with stable sizes
	Tried    int      `json:"tried"`
	Diverged int      `json:"diverged"` // accepted, but not stable under the intervention; in no share
	PStable  float64  `json:"p_stable"` // accepted / tried
	Nodes    []Shares `json:"nodes"`    // in the order of the map, over accepted draws that did not diverge
}

// Press makes n draws and counts the signs of the responses. Draws without any
// stable sizes are left out and show as Draws - Accepted; when there is no
// other, the error is an *Error with CodeNeverStable.
func (c *Compiled) Press(iv Intervention, n int, seed uint64) (*Pressed, error) {
	if empty(iv) {
		return nil, &Error{CodePressEmpty, "", "nothing is pushed", "give at least one node a push or a pin other than 0"}
	}
	k := c.NewKernel()
	x := make([]float64, len(c.nodes))
	out := &Pressed{Draws: n, Nodes: make([]Shares, len(c.nodes))}
	counted := 0
	for draw := range n {
		tries, ok := k.Draw(seed, draw)
		out.Tried += tries
		if !ok {
			continue
		}
		out.Accepted++
		if !k.Respond(iv, x) {
			out.Diverged++
			continue
		}
		counted++
		for i, v := range x {
			s := &out.Nodes[i]
			s.Reached = s.Reached || v != 0
			switch SignOf(v) {
			case 1:
				s.Pos++
			case -1:
				s.Neg++
			default:
				s.Zero++
			}
		}
	}
	if out.Accepted == 0 {
		return nil, &Error{CodeNeverStable, "", fmt.Sprintf("no sizes were stable in %d tries", out.Tried), "give nodes self-limitation or weaken a reinforcing loop"}
	}
	out.PStable = float64(out.Accepted) / float64(out.Tried)
	for i := range out.Nodes {
		s := &out.Nodes[i]
		if counted > 0 {
			s.Pos, s.Neg, s.Zero = s.Pos/float64(counted), s.Neg/float64(counted), s.Zero/float64(counted)
		}
	}
	return out, nil
}

func empty(iv Intervention) bool {
	for _, p := range iv.Push {
		if p != 0 {
			return false
		}
	}
	for _, p := range iv.Pins {
		if p.Level != 0 {
			return false
		}
	}
	return true
}
