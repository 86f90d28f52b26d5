package hypothesis

import (
	"context"
	"fmt"
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"entente/internal/referencetest"
	"entente/quantity"
)

// enumerate is the joint of a net's points, added up state by state: P(node =
// each of its states, evidence).
func enumerate(n Net, node string, evidence map[string]string) []float64 {
	at := map[string]int{}
	for i := range n.Nodes {
		at[n.Nodes[i].ID] = i
	}
	asked := &n.Nodes[at[node]]
	out := make([]float64, len(asked.States))
	states := make([]int, len(n.Nodes))
	for {
		p, fits := 1.0, true
		for i := range n.Nodes {
			x := &n.Nodes[i]
			if want, ok := evidence[x.ID]; ok && x.States[states[i]] != want {
				fits = false
			}
			for _, row := range x.Table {
				if !slices.EqualFunc(row.Given, x.Parents, func(s, parent string) bool { return n.Nodes[at[parent]].States[states[at[parent]]] == s }) {
					continue
				}
				sum := 0.0
				for _, v := range row.P {
					sum += v.Mid()
				}
				p *= row.P[states[i]].Mid() / sum
			}
		}
		if fits {
			out[states[at[node]]] += p
		}
		i := 0
		for ; i < len(states); i++ {
			if states[i]++; states[i] < len(n.Nodes[i].States) {
				break
			}
			states[i] = 0
		}
		if i == len(states) {
			return out
		}
	}
}

// drawNet draws a net of up to six nodes whose rows may be ranges and hold
// certainties; nodes stand in any order.
func drawNet(t *rapid.T, ranges bool) Net {
	var n Net
	for i := range rapid.IntRange(1, 6).Draw(t, "nodes") {
		node := Node{ID: fmt.Sprintf("n%d", i)}
		for s := range rapid.IntRange(1, 3).Draw(t, "states") {
			node.States = append(node.States, fmt.Sprintf("s%d", s))
		}
		for j := range i {
			if rapid.Bool().Draw(t, "parent") {
				node.Parents = append(node.Parents, n.Nodes[j].ID)
			}
		}
		node.Parents = rapid.Permutation(node.Parents).Draw(t, "parents")
		rows := [][]string{nil}
		for _, p := range node.Parents {
			var longer [][]string
			for _, row := range rows {
				for _, s := range n.Nodes[slices.IndexFunc(n.Nodes, func(x Node) bool { return x.ID == p })].States {
					longer = append(longer, append(slices.Clone(row), s))
				}
			}
			rows = longer
		}
		for _, given := range rapid.Permutation(rows).Draw(t, "rows") {
			weights := rapid.SliceOfN(rapid.IntRange(0, 5), len(node.States), len(node.States)).Draw(t, "weights")
			weights[rapid.IntRange(0, len(weights)-1).Draw(t, "never empty")]++
			sum := 0
			for _, w := range weights {
				sum += w
			}
			row := TableRow{Given: given}
			for _, w := range weights {
				p := float64(w) / float64(sum)
				v := quantity.PointOf(p)
				if ranges && rapid.Bool().Draw(t, "range") {
					v = quantity.Between(p/2, (1+p)/2)
				}
				row.P = append(row.P, v)
			}
			node.Table = append(node.Table, row)
		}
		n.Nodes = append(n.Nodes, node)
	}
	n.Nodes = rapid.Permutation(n.Nodes).Draw(t, "order")
	return n
}

func drawQuestion(t *rapid.T, n Net) (string, map[string]string) {
	evidence := map[string]string{}
	for _, node := range n.Nodes {
		if rapid.IntRange(0, 2).Draw(t, "given") == 0 {
			evidence[node.ID] = rapid.SampledFrom(node.States).Draw(t, "state")
		}
	}
	return n.Nodes[rapid.IntRange(0, len(n.Nodes)-1).Draw(t, "asked")].ID, evidence
}

func compileNet(t interface{ Fatal(...any) }, n Net) *CompiledNet {
	c, err := CompileNet(n)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestQueryIsEnumeration(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := drawNet(t, rapid.Bool().Draw(t, "ranges"))
		node, evidence := drawQuestion(t, n)
		want := enumerate(n, node, evidence)
		sum := 0.0
		for _, p := range want {
			sum += p
		}
		got, err := compileNet(t, n).Query(node, evidence)
		if sum == 0 {
			if !slices.Equal(codes(err), []string{CodeNetImpossible}) {
				t.Fatalf("evidence of probability 0: %v, %v", got, err)
			}
			return
		}
		if err != nil {
			t.Fatal(err)
		}
		for s := range want {
			want[s] /= sum
		}
		near(t, "posterior", got.Posterior, want, 1e-12)
		near(t, "P(evidence)", []float64{got.Evidence}, []float64{sum}, 1e-12)
	})
}

// A node whose row is certain follows from its parents as logic says.
func TestCertainRowsAreLogic(t *testing.T) {
	b := func(p float64) []quantity.Value {
		return []quantity.Value{quantity.PointOf(p), quantity.PointOf(1 - p)}
	}
	n := Net{[]Node{
		{ID: "x", States: []string{"t", "f"}, Table: []TableRow{{nil, b(0.3)}}},
		{ID: "y", States: []string{"t", "f"}, Table: []TableRow{{nil, b(0.6)}}},
		{ID: "and", States: []string{"t", "f"}, Parents: []string{"x", "y"},
			Table: []TableRow{{[]string{"t", "t"}, b(1)}, {[]string{"t", "f"}, b(0)}, {[]string{"f", "t"}, b(0)}, {[]string{"f", "f"}, b(0)}}},
	}}
	c := compileNet(t, n)
	for _, tc := range []struct {
		node     string
		evidence map[string]string
		want, p  float64
	}{
		{"and", nil, 0.18, 1}, {"and", map[string]string{"x": "t", "y": "t"}, 1, 0.18}, {"and", map[string]string{"y": "f"}, 0, 0.4},
		{"x", map[string]string{"and": "t"}, 1, 0.18}, {"x", map[string]string{"and": "f", "y": "t"}, 0, 0.42},
	} {
		got, err := c.Query(tc.node, tc.evidence)
		if err != nil {
			t.Fatal(err)
		}
		near(t, tc.node, []float64{got.Posterior[0], got.Evidence}, []float64{tc.want, tc.p}, 1e-15)
	}
	_, err := c.Query("x", map[string]string{"and": "t", "y": "f"})
	wantCodes(t, err, CodeNetImpossible)
}

// Twenty nodes of the least probability that a float64 holds do not underflow.
func TestSmallProbabilitiesDoNotUnderflow(t *testing.T) {
	n := Net{[]Node{{ID: "root", States: []string{"t", "f"}, Table: []TableRow{{nil, []quantity.Value{quantity.PointOf(0.5), quantity.PointOf(0.5)}}}}}}
	evidence := map[string]string{}
	for i := range MostNodes - 1 {
		id := fmt.Sprintf("n%d", i)
		evidence[id] = "t"
		row := func(p float64) []quantity.Value {
			return []quantity.Value{quantity.PointOf(p), quantity.PointOf(1 - p)}
		}
		p := 1e-300
		if i == 0 {
			p = 3e-300
		}
		n.Nodes = append(n.Nodes, Node{ID: id, States: []string{"t", "f"}, Parents: []string{"root"},
			Table: []TableRow{{[]string{"t"}, row(p)}, {[]string{"f"}, row(1e-300)}}})
	}
	got, err := compileNet(t, n).Query("root", evidence)
	if err != nil {
		t.Fatal(err)
	}
	near(t, "root", got.Posterior, []float64{0.75, 0.25}, 1e-12)
}

func TestSampledNetsLieBetweenTheirCorners(t *testing.T) {
	row := []quantity.Value{quantity.Between(0.2, 0.4), quantity.Between(0.6, 0.8)}
	c := compileNet(t, Net{[]Node{{ID: "x", States: []string{"t", "f"}, Table: []TableRow{{nil, row}}}}})
	r, err := c.Sample(context.Background(), "x", nil, 5000, 1)
	if err != nil {
		t.Fatal(err)
	}
	// a/(a+b) with a in 0.2..0.4 and b in 0.6..0.8
	if b := r.Bands[0]; b.P05 < 0.2 || b.P95 > 0.4 || math.Abs(b.P50-0.3) > 0.01 || r.Lead[1] != 1 || r.Draws != 5000 {
		t.Errorf("%+v", r)
	}
	rapid.Check(t, func(t *rapid.T) {
		n := drawNet(t, true)
		node, evidence := drawQuestion(t, n)
		c := compileNet(t, n)
		a, errA := c.Sample(context.Background(), node, evidence, 20, 3)
		b, errB := c.Sample(context.Background(), node, evidence, 20, 3)
		if fmt.Sprint(a, errA) != fmt.Sprint(b, errB) {
			t.Fatalf("the same seed gives %v, %v and %v, %v", a, errA, b, errB)
		}
		if _, err := c.Query(node, evidence); err == nil && errA == nil {
			sum := 0.0
			for _, l := range a.Lead {
				sum += l
			}
			near(t, "leads", []float64{sum}, []float64{1}, 1e-12)
		}
	})
}

func TestNetCheckTellsEverything(t *testing.T) {
	p := func(x ...float64) []quantity.Value {
		var out []quantity.Value
		for _, v := range x {
			out = append(out, quantity.PointOf(v))
		}
		return out
	}
	tf := []string{"t", "f"}
	root := func(id string, x ...float64) Node { return Node{ID: id, States: tf, Table: []TableRow{{nil, p(x...)}}} }
	child := func(rows ...TableRow) Net {
		return Net{[]Node{root("x", 0.5, 0.5), {ID: "y", States: tf, Parents: []string{"x"}, Table: rows}}}
	}
	var many []Node
	for i := range MostNodes + 1 {
		many = append(many, root(fmt.Sprint(i), 0.5, 0.5))
	}
	wide := Node{ID: "wide", States: make([]string, MostStates+1)}
	for name, tc := range map[string]struct {
		net   Net
		codes []string
	}{
		"sound":          {child(TableRow{[]string{"t"}, p(1, 0)}, TableRow{[]string{"f"}, p(0.5, 0.5)}), nil},
		"empty":          {Net{}, nil},
		"row sum":        {Net{[]Node{root("x", 0.7, 0.2)}}, []string{CodeRowSum}},
		"row sum of NaN": {Net{[]Node{root("x", math.NaN(), 0.2)}}, []string{CodeRowSum, CodeProbability}},
		"negative":       {Net{[]Node{root("x", 1.5, -0.5)}}, []string{CodeProbability, CodeProbability}},
		"row length":     {Net{[]Node{root("x", 0.5, 0.3, 0.2)}}, []string{CodeRowLength}},
		"row missing":    {child(TableRow{[]string{"t"}, p(1, 0)}), []string{CodeRowMissing}},
		"row twice":      {child(TableRow{[]string{"t"}, p(1, 0)}, TableRow{[]string{"t"}, p(1, 0)}, TableRow{[]string{"f"}, p(1, 0)}), []string{CodeRowTwice}},
		"unknown state":  {child(TableRow{[]string{"t"}, p(1, 0)}, TableRow{[]string{"f"}, p(1, 0)}, TableRow{[]string{"z"}, p(1, 0)}), []string{CodeUnknownState}},
		"given too long": {child(TableRow{[]string{"t", "t"}, p(1, 0)}, TableRow{[]string{"t"}, p(1, 0)}, TableRow{[]string{"f"}, p(1, 0)}), []string{CodeRowLength}},
		"no states":      {Net{[]Node{{ID: "x", Table: []TableRow{{nil, nil}}}}}, []string{CodeStates, CodeRowSum}},
		"state twice":    {Net{[]Node{{ID: "x", States: []string{"t", "t"}, Table: []TableRow{{nil, p(0.5, 0.5)}}}}}, []string{CodeStates}},
		"node twice":     {Net{[]Node{root("x", 1, 0), root("x", 1, 0)}}, []string{CodeDuplicateNode}},
		"unknown parent": {Net{[]Node{{ID: "x", States: tf, Parents: []string{"z"}}}}, []string{CodeUnknownParent}},
		"parent twice":   {Net{[]Node{root("y", 1, 0), {ID: "x", States: tf, Parents: []string{"y", "y"}}}}, []string{CodeDuplicateNode}},
		"own parent": {Net{[]Node{{ID: "x", States: tf, Parents: []string{"x"},
			Table: []TableRow{{[]string{"t"}, p(1, 0)}, {[]string{"f"}, p(1, 0)}}}}}, []string{CodeCycle}},
		"too many nodes":  {Net{many}, []string{CodeTooLarge}},
		"too many states": {Net{[]Node{wide}}, []string{CodeTooLarge}},
		"ranges that cannot sum to 1": {Net{[]Node{{ID: "x", States: tf,
			Table: []TableRow{{nil, []quantity.Value{quantity.Between(0.1, 0.2), quantity.Between(0.1, 0.7)}}}}}}, []string{CodeRowSum}},
		"ranges whose modes are 0": {Net{[]Node{{ID: "x", States: tf,
			Table: []TableRow{{nil, []quantity.Value{quantity.PERTOf(0, 0, 1), quantity.PERTOf(0, 0, 1)}}}}}}, []string{CodeRowSum}},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := CompileNet(tc.net)
			wantCodes(t, err, tc.codes...)
		})
	}
	c := compileNet(t, Net{[]Node{root("x", 0.5, 0.5)}})
	_, err := c.Query("z", map[string]string{"x": "z", "y": "t"})
	wantCodes(t, err, CodeUnknownNode, CodeUnknownState, CodeUnknownNode)
	_, err = c.Sample(context.Background(), "x", nil, 0, 1)
	wantCodes(t, err, CodeDraws)
}

func TestNoisyOr(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := rapid.SliceOfN(rapid.Float64Range(0, 1), 0, 6).Draw(t, "p")
		on := rapid.SliceOfN(rapid.Bool(), len(p), len(p)).Draw(t, "on")
		leak := rapid.Float64Range(0, 1).Draw(t, "leak")
		got, err := NoisyOr(leak, p, on)
		if err != nil {
			t.Fatal(err)
		}
		want := leak // by inclusion and exclusion, one cause after the other
		for i := range p {
			if on[i] {
				want = want + p[i] - want*p[i]
			}
		}
		near(t, "p", []float64{got}, []float64{want}, 1e-12)
	})
	_, err := NoisyOr(2, []float64{-1, math.NaN()}, []bool{true})
	wantCodes(t, err, CodeProbability, CodeProbability, CodeProbability, CodeRowLength)
}

// referenceNets are the public textbook nets, by name.
func referenceNets(t testing.TB) map[string]Net {
	var file struct {
		Nets map[string]struct {
			Nodes []struct {
				ID      string
				States  []string
				Parents []string
				CPT     []struct {
					Given []string
					P     []float64
				}
			}
		}
	}
	referencetest.JSON(t, "hypotheses/bayes_nets.json", &file)
	out := map[string]Net{}
	for name, f := range file.Nets {
		var n Net
		for _, x := range f.Nodes {
			node := Node{ID: x.ID, States: x.States, Parents: x.Parents}
			for _, row := range x.CPT {
				r := TableRow{Given: row.Given}
				for _, p := range row.P {
					r.P = append(r.P, quantity.PointOf(p))
				}
				node.Table = append(node.Table, r)
			}
			n.Nodes = append(n.Nodes, node)
		}
		out[name] = n
	}
	return out
}

func BenchmarkQueryReferenceNets(b *testing.B) {
	for name, n := range referenceNets(b) {
		c := compileNet(b, n)
		last := n.Nodes[len(n.Nodes)-1]
		evidence := map[string]string{last.ID: last.States[0]}
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				if _, err := c.Query(n.Nodes[0].ID, evidence); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// The largest net: twenty nodes of two states, every one with the four before
// it as parents.
func BenchmarkQueryLargest(b *testing.B) {
	var n Net
	for i := range MostNodes {
		node := Node{ID: fmt.Sprint(i), States: []string{"t", "f"}}
		for j := max(0, i-4); j < i; j++ {
			node.Parents = append(node.Parents, fmt.Sprint(j))
		}
		for row := range 1 << len(node.Parents) {
			r := TableRow{}
			for j := range node.Parents {
				r.Given = append(r.Given, []string{"t", "f"}[row>>j&1])
			}
			p := (0.5 + float64(row)) / float64(int(1)<<len(node.Parents))
			r.P = []quantity.Value{quantity.PointOf(p), quantity.PointOf(1 - p)}
			node.Table = append(node.Table, r)
		}
		n.Nodes = append(n.Nodes, node)
	}
	c := compileNet(b, n)
	for b.Loop() {
		if _, err := c.Query("0", map[string]string{"19": "t"}); err != nil {
			b.Fatal(err)
		}
	}
}
