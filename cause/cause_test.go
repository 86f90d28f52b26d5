package cause

import (
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"gonum.org/v1/gonum/mat"
	"pgregory.net/rapid"

	"entente/internal/referencetest"
	"entente/quantity"
)

// request is the map and press of a reference case.
type request struct {
	Map struct {
		Nodes []string
		Self  Self
		Edges []struct {
			From, To         string
			Sign             Sign
			Value, Low, High *float64
			Uncertain        bool
			Pair             string
		}
	}
	Press   map[string]float64
	Observe []struct {
		Press map[string]float64
		Node  string
		Sign  Sign
	}
	N    int
	Seed uint64
}

func (r request) compile(t testing.TB) (*Compiled, Question) {
	t.Helper()
	m := Map{Nodes: r.Map.Nodes, Self: r.Map.Self}
	for _, e := range r.Map.Edges {
		edge := Edge{From: e.From, To: e.To, Sign: e.Sign, Uncertain: e.Uncertain, Pair: e.Pair}
		var size quantity.Value
		switch {
		case e.Value != nil:
			size = quantity.PointOf(*e.Value)
			edge.Size = &size
		case e.Low != nil:
			size = quantity.Between(*e.Low, *e.High)
			edge.Size = &size
		}
		m.Edges = append(m.Edges, edge)
	}
	c, err := Compile(m)
	if err != nil {
		t.Fatal(err)
	}
	push, err := c.Push(r.Press)
	if err != nil {
		t.Fatal(err)
	}
	q := Question{Intervention: Intervention{Push: push}, Draws: r.N, Seed: r.Seed}
	for _, o := range r.Observe {
		push, err := c.Push(o.Press)
		if err != nil {
			t.Fatal(err)
		}
		node, _ := c.Node(o.Node)
		q.Observe = append(q.Observe, Observation{push, node, map[Sign]int{Plus: 1, Minus: -1}[o.Sign]})
	}
	return c, q
}

func TestReferenceSolve(t *testing.T) {
	var file struct {
		Cases []struct {
			ID, Op string
			In     json.RawMessage
			Want   json.RawMessage
			Tol    float64
		}
	}
	referencetest.JSON(t, "causes/structure.json", &file)
	compared := 0
	for _, c := range file.Cases {
		if c.Op != "causes.solve" {
			continue
		}
		compared++
		var in request
		var want struct {
			Stable   bool
			MaxReal  *float64 `json:"max_real"`
			Response map[string]float64
		}
		if err := errors.Join(json.Unmarshal(c.In, &in), json.Unmarshal(c.Want, &want)); err != nil {
			t.Fatal(err)
		}
		compiled, q := in.compile(t)
		iv := q.Intervention
		k := compiled.NewKernel()
		x := make([]float64, len(compiled.Nodes()))
		stable := k.Try(1, 0, 0)
		if responded := k.Respond(iv, x); stable != want.Stable || responded != want.Stable {
			t.Errorf("%s: stable %v, under the push %v, want %v", c.ID, stable, responded, want.Stable)
		}
		if want.MaxReal != nil && math.Abs(k.MaxReal()-*want.MaxReal) > c.Tol {
			t.Errorf("%s: max real %v, want %v", c.ID, k.MaxReal(), *want.MaxReal)
		}
		for name, y := range want.Response {
			if i, _ := compiled.Node(name); math.Abs(x[i]-y) > c.Tol {
				t.Errorf("%s: %s responds %v, want %v", c.ID, name, x[i], y)
			}
		}
	}
	if compared != 4 {
		t.Errorf("%d cases compared, want 4", compared)
	}
}

// Shares of sampled sizes.
func TestReferencePress(t *testing.T) {
	var file struct {
		Cases []struct {
			ID, Op string
			In     request
			Want   struct {
				PStable float64  `json:"p_stable"`
				PAccept *float64 `json:"p_accept"`
				Nodes   map[string]struct {
					Pos, Neg  float64
					Direction Direction
				}
			}
			WantError string `json:"want_error"`
			Tol       float64
		}
	}
	referencetest.JSON(t, "causes/press.json", &file)
	compared := 0
	for _, c := range file.Cases {
		if c.Op != "causes.press" || c.WantError != "" {
			continue
		}
		compared++
		compiled, q := c.In.compile(t)
		got, err := compiled.Press(t.Context(), q)
		if err != nil {
			t.Errorf("%s: %v", c.ID, err)
			continue
		}
		if math.Abs(got.PStable-c.Want.PStable) > c.Tol {
			t.Errorf("%s: p_stable %v, want %v", c.ID, got.PStable, c.Want.PStable)
		}
		if w := c.Want.PAccept; w != nil && math.Abs(got.PAccept-*w) > c.Tol {
			t.Errorf("%s: p_accept %v, want %v", c.ID, got.PAccept, *w)
		}
		for name, want := range c.Want.Nodes {
			i, _ := compiled.Node(name)
			if s := got.Nodes[i]; math.Abs(s.Pos-want.Pos) > c.Tol || math.Abs(s.Neg-want.Neg) > c.Tol || s.Direction != want.Direction {
				t.Errorf("%s: %s %+v, want %+v", c.ID, name, s, want)
			}
		}
	}
	if compared != 12 {
		t.Errorf("%d cases compared", compared)
	}
}

func tie3(self Self, uncertain bool) Map {
	return Map{Nodes: []string{"a", "b", "c"}, Self: self, Edges: []Edge{
		{From: "a", To: "b", Sign: Plus}, {From: "b", To: "c", Sign: Plus}, {From: "a", To: "c", Sign: Minus, Uncertain: uncertain}}}
}

// causes.md, section 4: 1/4, 1/2 and 3/4 in closed form; five standard errors.
func TestClosedForms(t *testing.T) {
	const n = 10000
	for _, tt := range []struct {
		m    Map
		want float64
	}{{tie3(Unit, false), 0.25}, {tie3(Sampled, false), 0.5}, {tie3(Sampled, true), 0.75}} {
		c, err := Compile(tt.m)
		if err != nil {
			t.Fatal(err)
		}
		got, err := c.Press(t.Context(), Question{Intervention: Intervention{Push: []float64{1, 0, 0}}, Draws: n, Seed: 7})
		if err != nil {
			t.Fatal(err)
		}
		if p := got.Nodes[2].Pos; math.Abs(p-tt.want) > 5*math.Sqrt(tt.want*(1-tt.want)/n) {
			t.Errorf("c rises in %v of draws, want %v", p, tt.want)
		}
		if got.PStable != 1 || got.Nodes[0].Pos != 1 || got.Tried != n {
			t.Errorf("%+v", got)
		}
	}
}

// anyMap draws maps with loops, self links, uncertain and signless links.
func anyMap() *rapid.Generator[Map] {
	return rapid.Custom(func(t *rapid.T) Map {
		n := rapid.IntRange(1, 9).Draw(t, "n")
		m := Map{Self: rapid.SampledFrom([]Self{Sampled, Unit}).Draw(t, "self")}
		for i := range n {
			m.Nodes = append(m.Nodes, fmt.Sprint(i))
		}
		for i := range n {
			for j := range n {
				if rapid.IntRange(0, 3).Draw(t, "edge") == 0 {
					m.Edges = append(m.Edges, Edge{From: m.Nodes[i], To: m.Nodes[j],
						Sign:      rapid.SampledFrom([]Sign{Plus, Minus, Any}).Draw(t, "sign"),
						Uncertain: rapid.Bool().Draw(t, "uncertain")})
				}
			}
		}
		return m
	})
}

func TestStabilityAgainstEigenvalues(t *testing.T) {
	seen := map[bool]int{}
	rapid.Check(t, func(t *rapid.T) {
		c, err := Compile(anyMap().Draw(t, "map"))
		if err != nil {
			t.Fatal(err)
		}
		k := c.NewKernel()
		for draw := range 5 {
			got := k.Try(rapid.Uint64().Draw(t, "seed"), draw, 0)
			n := len(c.nodes)
			all := make([]int, n)
			for i := range all {
				all[i] = i
			}
			largest := maxReal(k.a, n, all)
			if math.Abs(largest) < 1e-9 {
				continue
			}
			if got != (largest < 0) {
				t.Fatalf("stable %v, largest real part %v of %v", got, largest, k.Matrix())
			}
			if math.Abs(k.MaxReal()-largest) > 1e-6 {
				t.Fatalf("by blocks %v, whole %v", k.MaxReal(), largest)
			}
			seen[got]++
		}
	})
	if seen[true] == 0 || seen[false] == 0 {
		t.Errorf("only one kind met: %v", seen)
	}
}

// Dense blocks of every size up to beyond polynomialMax.
func TestHurwitzAgainstEigenvalues(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, polynomialMax+2).Draw(t, "n")
		a := rapid.SliceOfN(rapid.Float64Range(-1, 1), n*n, n*n).Draw(t, "a")
		block := make([]int, n)
		for i := range n {
			block[i] = i
			a[i*n+i] -= rapid.Float64Range(0, float64(n)/2).Draw(t, "shift")
		}
		largest := maxReal(a, n, block)
		if math.Abs(largest) < 1e-7 {
			return
		}
		var h hurwitz
		if got := h.stable(a, n, block); got != (largest < 0) {
			t.Fatalf("n %d: stable %v, largest real part %v", n, got, largest)
		}
	})
}

func TestResponseAgainstDenseSolve(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c, err := Compile(anyMap().Draw(t, "map"))
		if err != nil {
			t.Fatal(err)
		}
		n := len(c.nodes)
		k := c.NewKernel()
		k.Try(rapid.Uint64().Draw(t, "seed"), 0, 0)
		iv := Intervention{Push: make([]float64, n)}
		for i := range n {
			iv.Push[i] = rapid.SampledFrom([]float64{0, 0, 1, -0.5}).Draw(t, "push")
		}
		if rapid.Bool().Draw(t, "pin") {
			iv.Pins = []Pin{{rapid.IntRange(0, n-1).Draw(t, "node"), rapid.SampledFrom([]float64{0, 0.6}).Draw(t, "level")}}
		}
		for e := range c.edges {
			if rapid.IntRange(0, 9).Draw(t, "cut") == 0 {
				iv.Cuts = append(iv.Cuts, e)
			}
		}
		a := mat.NewDense(n, n, nil)
		p := mat.NewVecDense(n, nil)
		for i := range n {
			p.SetVec(i, -iv.Push[i])
			for j := range n {
				a.Set(i, j, k.a[i*n+j])
			}
		}
		for _, cut := range iv.Cuts {
			e := c.edges[cut]
			a.Set(e.to, e.from, 0)
			if e.to == e.from {
				a.Set(e.to, e.from, k.selfs[e.to])
			}
		}
		for _, pin := range iv.Pins {
			for j := range n {
				a.Set(pin.Node, j, 0)
			}
			a.Set(pin.Node, pin.Node, 1)
			p.SetVec(pin.Node, pin.Level)
		}
		x := make([]float64, n)
		k.Respond(iv, x)
		var want mat.VecDense
		if err := want.SolveVec(a, p); err != nil {
			return // singular or nearly
		}
		for i := range n {
			if math.Abs(x[i]-want.AtVec(i)) > 1e-6*math.Max(1, math.Abs(want.AtVec(i))) {
				t.Fatalf("node %d responds %v, want %v", i, x[i], want.AtVec(i))
			}
		}
	})
}

func TestUnreachedIsExactlyZero(t *testing.T) {
	c, err := Compile(Map{Nodes: []string{"a", "b", "c", "d"}, Edges: []Edge{
		{From: "a", To: "b", Sign: Plus}, {From: "c", To: "a", Sign: Plus}, {From: "c", To: "d", Sign: Minus}, {From: "d", To: "c", Sign: Plus}}})
	if err != nil {
		t.Fatal(err)
	}
	k := c.NewKernel()
	x := make([]float64, 4)
	for draw := range 100 {
		k.Draw(1, draw)
		k.Respond(Intervention{Push: []float64{1, 0, 0, 0}}, x)
		if x[2] != 0 || x[3] != 0 || x[0] <= 0 || x[1] <= 0 {
			t.Fatalf("%v", x)
		}
	}
}

func TestDrawsArePure(t *testing.T) {
	m := tie3(Sampled, true)
	c, err := Compile(m)
	if err != nil {
		t.Fatal(err)
	}
	m.Nodes = append([]string{"z"}, m.Nodes...)
	m.Edges = append([]Edge{{From: "z", To: "a", Sign: Any}}, m.Edges...)
	wider, err := Compile(m)
	if err != nil {
		t.Fatal(err)
	}
	k, other, wide := c.NewKernel(), c.NewKernel(), wider.NewKernel()
	for draw := range 50 {
		other.Try(3, 99-draw, 4) // what came before does not matter
		k.Try(3, draw, 1)
		other.Try(3, draw, 1)
		wide.Try(3, draw, 1)
		if !slices.Equal(k.a, other.a) {
			t.Fatalf("draw %d differs between kernels", draw)
		}
		if rows := wide.Matrix(); !slices.Equal(rows[3][1:], k.Matrix()[2]) || rows[1][0] == 0 {
			t.Fatalf("draw %d: a link more changed the others", draw)
		}
	}
}

// Given uniform numbers set the sizes of the first attempt, and only of that.
func TestDrawFromGivenNumbers(t *testing.T) {
	c, err := Compile(ring(3))
	if err != nil {
		t.Fatal(err)
	}
	k, own := c.NewKernel(), c.NewKernel()
	u := []float64{0.1, 0.2, 0.3, 0.4}
	seen := map[bool]int{}
	for draw := range 300 {
		tries, ok := k.DrawFrom(u, 9, draw)
		if !ok {
			t.Fatal("never stable")
		}
		seen[tries == 1]++
		if tries == 1 {
			for i, e := range c.edges {
				if got := math.Abs(k.a[e.to*3+e.from]); got != u[i] {
					t.Fatalf("size %v, want %v", got, u[i])
				}
			}
			continue
		}
		own.Try(9, draw, tries-1)
		if !slices.Equal(k.a, own.a) {
			t.Fatalf("draw %d: attempt %d is not the kernel's own", draw, tries)
		}
	}
	if seen[true] == 0 || seen[false] == 0 {
		t.Errorf("first attempts accepted and rejected: %v", seen)
	}
}

func TestLoadTakesSizesAsGiven(t *testing.T) {
	for self, diagonal := range map[Self]float64{Unit: -1, Sampled: -0.5, Declared: 0} {
		c, err := Compile(tie3(self, true))
		if err != nil {
			t.Fatal(err)
		}
		k := c.NewKernel()
		k.Try(1, 1, 0) // what was there before must not stay
		stable := k.Load([]float64{0.5, 0.8, 0.3})
		want := [][]float64{{diagonal, 0, 0}, {0.5, diagonal, 0}, {-0.3, 0.8, diagonal}}
		for i, row := range k.Matrix() {
			if !slices.Equal(row, want[i]) {
				t.Errorf("%s: row %d is %v, want %v", self, i, row, want[i])
			}
		}
		if stable != (diagonal < 0) {
			t.Errorf("%s: stable %v", self, stable)
		}
	}
}

func TestPairsStayTogether(t *testing.T) {
	m := Map{Nodes: []string{"a", "b"}, Edges: []Edge{
		{From: "a", To: "b", Sign: Plus, Uncertain: true, Pair: "p"}, {From: "b", To: "a", Sign: Minus, Uncertain: true, Pair: "p"}}}
	c, err := Compile(m)
	if err != nil {
		t.Fatal(err)
	}
	k := c.NewKernel()
	kept := 0
	for draw := range 2000 {
		k.Try(1, draw, 0)
		rows := k.Matrix()
		if (rows[0][1] == 0) != (rows[1][0] == 0) {
			t.Fatal("one of a pair is absent")
		}
		if rows[1][0] != 0 {
			kept++
		}
	}
	// P(u < r) = 1/2 for independent uniform numbers.
	if math.Abs(float64(kept)-1000) > 5*math.Sqrt(500) {
		t.Errorf("kept in %d of 2000 draws, want 1000", kept)
	}
}

func TestLoguniformPrior(t *testing.T) {
	m := tie3(Unit, false)
	m.Prior = PriorLoguniform
	c, err := Compile(m)
	if err != nil {
		t.Fatal(err)
	}
	k := c.NewKernel()
	below := 0
	for draw := range 2000 {
		k.Try(1, draw, 0)
		if v := k.a[1*3+0]; v < 0.01 || v > 1 {
			t.Fatalf("size %v", v)
		} else if v < 0.1 {
			below++
		}
	}
	if math.Abs(float64(below)-1000) > 5*math.Sqrt(500) {
		t.Errorf("%d of 2000 below 0.1, want half", below)
	}
}

// A pin breaks the loop it stands in; a cut can free another.
func TestPinsAndCutsChangeStability(t *testing.T) {
	size := quantity.PointOf(2)
	c, err := Compile(Map{Nodes: []string{"u", "v"}, Self: Unit, Edges: []Edge{
		{From: "u", To: "v", Sign: Plus, Size: &size}, {From: "v", To: "u", Sign: Plus, Size: &size},
	}})
	if err != nil {
		t.Fatal(err)
	}
	k := c.NewKernel()
	x := make([]float64, 2)
	if k.Try(1, 0, 0) || k.Respond(Intervention{Push: []float64{1, 0}}, x) {
		t.Error("a reinforcing loop of gain 4 passes as stable")
	}
	if !k.Respond(Intervention{Pins: []Pin{{0, 0.5}}}, x) || x[0] != 0.5 || x[1] != 1 {
		t.Errorf("pinned: %v", x)
	}
	if cut, _ := c.Edge("v", "u"); !k.Respond(Intervention{Push: []float64{1, 0}, Cuts: []int{cut}}, x) || x[0] != 1 || x[1] != 2 {
		t.Errorf("cut: %v", x)
	}
	if _, err := c.Press(t.Context(), Question{Intervention: Intervention{Push: []float64{1, 0}}, Draws: 2}); err == nil || !strings.Contains(err.Error(), CodeNeverStable) {
		t.Errorf("never stable: %v", err)
	}
	if _, err := c.Press(t.Context(), Question{Intervention: Intervention{Push: []float64{0, 0}}, Draws: 2}); err == nil || !strings.Contains(err.Error(), CodePressEmpty) {
		t.Errorf("no push: %v", err)
	}
}

func TestCheck(t *testing.T) {
	bad := quantity.Between(-1, 1)
	_, err := Compile(Map{Nodes: []string{"a", "a", "b"}, Self: "no", Prior: "none", Edges: []Edge{
		{From: "a", To: "x", Sign: Plus}, {From: "a", To: "b", Sign: "0"}, {From: "a", To: "b", Sign: Plus, Size: &bad}}})
	if err == nil {
		t.Fatal("accepted")
	}
	for _, code := range []string{CodeRule, CodeDuplicateNode, CodeUnknownNode, CodeSign, CodeDuplicateLink, CodeRange, `a -> b`, `"x"`, `"none"`} {
		if !strings.Contains(err.Error(), code) {
			t.Errorf("%s not in:\n%v", code, err)
		}
	}
}

// ring is a map of n nodes in one loop with a few chords.
func ring(n int) Map {
	m := Map{}
	for i := range n {
		m.Nodes = append(m.Nodes, fmt.Sprint(i))
	}
	for i := range n {
		m.Edges = append(m.Edges, Edge{From: m.Nodes[i], To: m.Nodes[(i+1)%n], Sign: Plus})
		if i%3 == 0 {
			m.Edges = append(m.Edges, Edge{From: m.Nodes[i], To: m.Nodes[(i+2)%n], Sign: Minus})
		}
	}
	return m
}

func TestKernelDoesNotAllocate(t *testing.T) {
	c, err := Compile(ring(8))
	if err != nil {
		t.Fatal(err)
	}
	k := c.NewKernel()
	x := make([]float64, 8)
	push := []float64{1, 0, 0, 0, 0, 0, 0, 0}
	draw := 0
	if n := testing.AllocsPerRun(100, func() {
		k.Draw(1, draw)
		k.Respond(Intervention{Push: push}, x)
		draw++
	}); n != 0 {
		t.Errorf("%v allocations", n)
	}
}

func BenchmarkDrawAndRespond(b *testing.B) {
	for _, n := range []int{5, 8, 12} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			c, err := Compile(ring(n))
			if err != nil {
				b.Fatal(err)
			}
			k := c.NewKernel()
			x, push := make([]float64, n), make([]float64, n)
			push[0] = 1
			draw := 0
			for b.Loop() {
				k.Draw(1, draw)
				k.Respond(Intervention{Push: push}, x)
				draw++
			}
		})
	}
}
