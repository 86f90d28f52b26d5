package hypothesis

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"entente/quantity"
)

// Limits of a net; beyond them it is refused as too large.
const (
	MostNodes  = 20
	MostStates = 1 << 20 // joint states of all nodes
)

// RowSlack is how far the sum of a row of points may be from 1.
const RowSlack = 1e-9

// Node is a variable of a net with finitely many states.
type Node struct {
	ID      string
	States  []string
	Parents []string // ids
	Table   []TableRow
}

// TableRow is the distribution of a node given one state of each parent.
type TableRow struct {
	Given []string         // a state of each parent, in the order of Parents
	P     []quantity.Value // P(state | given), in the order of States
}

// Net is a Bayes net over discrete variables: the joint probability is the
// product over nodes of P(node | its parents).
//
// Probabilities may be ranges. A row with one is divided by its sum, at the
// middles and in each draw, because ranges that are drawn apart do not sum
// to 1.
type Net struct{ Nodes []Node }

// Check returns all that is wrong with the net, joined, each an *Error; nil
// when it can be compiled.
func (n Net) Check() error {
	var f faults
	if n.tooLarge(&f) {
		return f.err() // its tables are not worth going through
	}
	at := map[string]int{}
	for i := range n.Nodes {
		node := &n.Nodes[i]
		if _, twice := at[node.ID]; twice {
			f.add(CodeDuplicateNode, place("node", node.ID), "stands twice", "give each node an id of its own")
		}
		at[node.ID] = i
		node.checkStates(&f)
	}
	if n.checkParents(at, &f) {
		n.checkCycles(at, &f)
		for i := range n.Nodes {
			n.checkTable(i, at, &f)
		}
	}
	return f.err()
}

func (n Net) tooLarge(f *faults) bool {
	joint := 1.0
	for i := range n.Nodes {
		joint *= math.Max(1, float64(len(n.Nodes[i].States)))
	}
	if len(n.Nodes) > MostNodes || joint > MostStates {
		f.add(CodeTooLarge, "", fmt.Sprintf("%d nodes with %.3g joint states are too many for exact answers", len(n.Nodes), joint),
			fmt.Sprintf("keep to %d nodes and %d joint states", MostNodes, MostStates))
		return true
	}
	return false
}

func (node *Node) checkStates(f *faults) {
	at := place("node", node.ID)
	if len(node.States) == 0 {
		f.add(CodeStates, at, "has no states", "name at least one, usually two or more")
	}
	for i, s := range node.States {
		if slices.Contains(node.States[:i], s) {
			f.add(CodeStates, at, fmt.Sprintf("has the state %q twice", s), "give each state a name of its own")
		}
	}
}

// checkParents reports whether tables and cycles are worth checking.
func (n Net) checkParents(at map[string]int, f *faults) bool {
	sound := true
	for i := range n.Nodes {
		node := &n.Nodes[i]
		for j, p := range node.Parents {
			if _, ok := at[p]; !ok {
				f.add(CodeUnknownParent, place("node", node.ID), fmt.Sprintf("has the parent %q, which is no node", p), "name a node of the net")
				sound = false
			} else if slices.Contains(node.Parents[:j], p) {
				f.add(CodeDuplicateNode, place("node", node.ID), fmt.Sprintf("has the parent %q twice", p), "name each parent once")
				sound = false
			}
		}
	}
	return sound
}

// checkCycles takes away nodes without parents until none is left.
func (n Net) checkCycles(at map[string]int, f *faults) {
	gone := make([]bool, len(n.Nodes))
	for more := true; more; {
		more = false
		for i := range n.Nodes {
			if !gone[i] && !slices.ContainsFunc(n.Nodes[i].Parents, func(p string) bool { return !gone[at[p]] }) {
				gone[i], more = true, true
			}
		}
	}
	var left []string
	for i := range n.Nodes {
		if !gone[i] {
			left = append(left, n.Nodes[i].ID)
		}
	}
	if len(left) > 0 {
		f.add(CodeCycle, "", fmt.Sprintf("nodes go round in a circle, or hang on one: %s", strings.Join(left, ", ")), "take a parent away, so that no node is its own ancestor")
	}
}

func (n Net) checkTable(i int, at map[string]int, f *faults) {
	node := &n.Nodes[i]
	rows := 1
	for _, p := range node.Parents {
		rows *= len(n.Nodes[at[p]].States)
	}
	seen := make([]bool, rows)
	for j := range node.Table {
		row := &node.Table[j]
		where := place("node", node.ID) + ", row " + given(row.Given)
		node.checkRow(row, where, f)
		switch number, ok := n.rowNumber(node, row.Given, at, where, f); {
		case !ok:
		case seen[number]:
			f.add(CodeRowTwice, where, "stands twice", "keep one of them")
		default:
			seen[number] = true
		}
	}
	missing := 0
	for _, s := range seen {
		if !s {
			missing++
		}
	}
	if missing > 0 {
		first := n.rowGiven(node, slices.Index(seen, false), at)
		f.add(CodeRowMissing, place("node", node.ID), fmt.Sprintf("lacks %d of %d rows, the first %s", missing, rows, given(first)), "give a row for every combination of states of the parents")
	}
}

// rowNumber is the place of a row among all, the last parent running fastest.
func (n Net) rowNumber(node *Node, states []string, at map[string]int, where string, f *faults) (int, bool) {
	if len(states) != len(node.Parents) {
		f.add(CodeRowLength, where, fmt.Sprintf("gives %d states for %d parents", len(states), len(node.Parents)), "give one state for each parent, in their order")
		return 0, false
	}
	number, ok := 0, true
	for j, p := range node.Parents {
		parent := &n.Nodes[at[p]]
		s := slices.Index(parent.States, states[j])
		if s < 0 {
			f.add(CodeUnknownState, where, fmt.Sprintf("%q is no state of %s", states[j], p), "write "+list(parent.States))
			ok = false
		}
		number = number*len(parent.States) + s
	}
	return number, ok
}

func (n Net) rowGiven(node *Node, number int, at map[string]int) []string {
	out := make([]string, len(node.Parents))
	for j := len(out) - 1; j >= 0; j-- {
		states := n.Nodes[at[node.Parents[j]]].States
		out[j] = states[number%len(states)]
		number /= len(states)
	}
	return out
}

func (node *Node) checkRow(row *TableRow, where string, f *faults) {
	low, middle, high, points := 0.0, 0.0, 0.0, true
	for _, v := range row.P {
		low, middle, high = low+v.Low, middle+v.Mid(), high+v.High
		points = points && v.IsPoint()
	}
	switch {
	case points && !(math.Abs(middle-1) <= RowSlack):
		f.add(CodeRowSum, where, fmt.Sprintf("sums to %v", middle), "make the probabilities of its states sum to 1")
	case !points && !(low <= 1+RowSlack && high >= 1-RowSlack && middle > 0):
		f.add(CodeRowSum, where, fmt.Sprintf("has ranges that sum to %v..%v, which leaves out 1", low, high), "widen the ranges until the probabilities of its states can sum to 1")
	}
	if len(row.P) != len(node.States) {
		f.add(CodeRowLength, where, fmt.Sprintf("has %d probabilities for %d states", len(row.P), len(node.States)), "give one for each state, in their order")
	}
	for j, v := range row.P {
		if fault := outside(v, unit); fault != "" {
			f.add(CodeProbability, where, fmt.Sprintf("probability %d %s", j+1, fault), "give a number or range in 0..1")
		}
	}
}

func given(states []string) string {
	if len(states) == 0 {
		return "without parents"
	}
	return "given " + strings.Join(states, ", ")
}

// NoisyOr is P(effect | causes) when each active cause brings the effect about
// by itself with its probability, and something unnamed with the leak:
//
//	1 - (1 - leak) prod over active causes (1 - p_i).
//
// The error joins *Errors: a number outside 0..1, or not one p for each cause.
func NoisyOr(leak float64, p []float64, on []bool) (float64, error) {
	var f faults
	if !unit.Contains(leak) {
		f.add(CodeProbability, "leak", fmt.Sprintf("%v is no probability", leak), "give a number in 0..1")
	}
	if len(p) != len(on) {
		f.add(CodeRowLength, "", fmt.Sprintf("%d probabilities for %d causes", len(p), len(on)), "give one for each cause")
	}
	for i, x := range p {
		if !unit.Contains(x) {
			f.add(CodeProbability, fmt.Sprintf("cause %d", i+1), fmt.Sprintf("%v is no probability", x), "give a number in 0..1")
		}
	}
	if err := f.err(); err != nil {
		return 0, err
	}
	without := 1 - leak
	for i, x := range p {
		if on[i] {
			without = float64(without * (1 - x))
		}
	}
	return 1 - without, nil
}
