package cause

import (
	"fmt"
	"math"
	"math/big"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// signed draws maps with loops and self links, all signs known.
func signed(most int) *rapid.Generator[Map] {
	return rapid.Custom(func(t *rapid.T) Map {
		n := rapid.IntRange(1, most).Draw(t, "n")
		m := Map{Self: rapid.SampledFrom([]Self{Sampled, Unit, Declared}).Draw(t, "self")}
		for i := range n {
			m.Nodes = append(m.Nodes, fmt.Sprint(i))
		}
		rare := rapid.IntRange(1, 4).Draw(t, "rare")
		for i := range n {
			for j := range n {
				if rapid.IntRange(0, rare).Draw(t, "edge") == 0 {
					m.Edges = append(m.Edges, Edge{From: m.Nodes[i], To: m.Nodes[j], Sign: rapid.SampledFrom([]Sign{Plus, Minus}).Draw(t, "sign")})
				}
			}
		}
		return m
	})
}

// signs is X = -S, written down from the definition.
func signs(m Map) [][]int64 {
	n := len(m.Nodes)
	x := make([][]int64, n)
	for i := range x {
		x[i] = make([]int64, n)
		if m.Self != Declared {
			x[i][i] = 1
		}
	}
	for _, e := range m.Edges {
		i, j := slices.Index(m.Nodes, e.To), slices.Index(m.Nodes, e.From)
		switch {
		case i == j && m.Self != Declared: // -1 already
		case e.Sign == Plus:
			x[i][j]--
		default:
			x[i][j]++
		}
	}
	return x
}

// permanent and determinant by expansion along the first row.
func expand(x [][]int64, sign int64) int64 {
	if len(x) == 0 {
		return 1
	}
	sum, s := int64(0), int64(1)
	for j, v := range x[0] {
		if v != 0 {
			sum += s * v * expand(without(x, 0, j), sign)
		}
		s *= sign
	}
	return sum
}

func without(x [][]int64, row, column int) [][]int64 {
	var out [][]int64
	for i, r := range x {
		if i != row {
			out = append(out, slices.Delete(slices.Clone(r), column, column+1))
		}
	}
	return out
}

func TestExactAgainstExpansion(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := signed(6).Draw(t, "map")
		c, err := Compile(m)
		if err != nil {
			t.Fatal(err)
		}
		got, err := c.Exact()
		if err != nil {
			t.Fatal(err)
		}
		x := signs(m)
		if want := expand(x, -1); got.Det.Int64() != want || got.Determinate != (want != 0) {
			t.Fatalf("det %v, want %v", got.Det, want)
		}
		sizes := make([][]int64, len(x))
		for i := range x {
			for _, v := range x[i] {
				sizes[i] = append(sizes[i], max(v, -v))
			}
		}
		for i := range x {
			for j := range x {
				adj := expand(without(x, j, i), -1) * (1 - 2*int64((i+j)%2))
				terms := expand(without(sizes, j, i), 1)
				if got.Adj[i][j].Int64() != adj || got.Terms[i][j].Int64() != terms {
					t.Fatalf("[%d][%d]: adj %v, terms %v, want %d and %d", i, j, got.Adj[i][j], got.Terms[i][j], adj, terms)
				}
				w := got.Weight[i][j]
				if terms == 0 && !math.IsNaN(w) || terms != 0 && math.Abs(w-math.Abs(float64(adj))/float64(terms)) > 1e-15 {
					t.Fatalf("weight %v of %d / %d", w, adj, terms)
				}
			}
		}
	})
}

// X adj = det I, in integers, also where 64 bits do not suffice.
func TestAdjugateTimesMatrix(t *testing.T) {
	check := func(t interface{ Fatalf(string, ...any) }, m Map) *Exact {
		c, err := Compile(m)
		if err != nil {
			t.Fatalf("%v", err)
		}
		got, err := c.Exact()
		if err != nil {
			t.Fatalf("%v", err)
		}
		x := signs(m)
		sum, product := new(big.Int), new(big.Int)
		for i := range x {
			for j := range x {
				sum.SetInt64(0)
				for k, v := range x[i] {
					sum.Add(sum, product.Mul(big.NewInt(v), got.Adj[k][j]))
				}
				want := new(big.Int)
				if i == j {
					want = got.Det
				}
				if sum.Cmp(want) != 0 {
					t.Fatalf("(X adj)[%d][%d] = %v, want %v", i, j, sum, want)
				}
			}
		}
		// The two ways of counting agree where both can.
		large := &Exact{}
		flat := make([]int64, 0, len(x)*len(x))
		for _, row := range x {
			flat = append(flat, row...)
		}
		large.large(flat, len(x))
		if large.Det.Cmp(got.Det) != 0 {
			t.Fatalf("det %v and %v", large.Det, got.Det)
		}
		for i := range x {
			for j := range x {
				if large.Adj[i][j].Cmp(got.Adj[i][j]) != 0 {
					t.Fatalf("adj[%d][%d] %v and %v", i, j, large.Adj[i][j], got.Adj[i][j])
				}
			}
		}
		return got
	}
	rapid.Check(t, func(t *rapid.T) { check(t, signed(9).Draw(t, "map")) })
	if huge := check(t, hadamard(32)); huge.Det.IsInt64() {
		t.Errorf("det %v fits 64 bits; the test wants one that does not", huge.Det)
	}
}

// hadamard is a map whose matrix has the largest determinant of its size,
// n^(n/2), a power of two: Sylvester's construction.
func hadamard(n int) Map {
	m := Map{Self: Declared}
	for i := range n {
		m.Nodes = append(m.Nodes, fmt.Sprint(i))
	}
	for i := range n {
		for j := range n {
			sign := Minus // of A; X has the opposite
			for b := i & j; b != 0; b &= b - 1 {
				sign = sign.Flip()
			}
			m.Edges = append(m.Edges, Edge{From: m.Nodes[j], To: m.Nodes[i], Sign: sign})
		}
	}
	return m
}

// Weight 1: no stable draw has the opposite sign.
func TestWeightOneHoldsForAllSizes(t *testing.T) {
	compared := 0
	rapid.Check(t, func(t *rapid.T) {
		m := signed(5).Draw(t, "map")
		if m.Self == Declared {
			m.Self = Sampled
		}
		for _, e := range m.Edges {
			if e.From == e.To && e.Sign == Plus {
				return // it may be larger than the limit it works against
			}
		}
		c, _ := Compile(m)
		exact, err := c.Exact()
		if err != nil {
			t.Fatal(err)
		}
		k, n := c.NewKernel(), len(m.Nodes)
		x := make([]float64, n)
		for draw := range 30 {
			if !k.Try(7, draw, 0) {
				continue
			}
			for j := range n {
				push := make([]float64, n)
				push[j] = 1
				k.Respond(Intervention{Push: push}, x)
				for i := range n {
					if exact.Weight[i][j] == 1 {
						compared++
						// A stable matrix has det(-A) > 0.
						if SignOf(x[i])*exact.Adj[i][j].Sign() < 0 {
							t.Fatalf("weight 1, adj %v, and a response of %v", exact.Adj[i][j], x[i])
						}
					}
				}
			}
		}
	})
	if compared == 0 {
		t.Error("nothing was compared")
	}
}

func TestExactRefusals(t *testing.T) {
	m := Map{Nodes: []string{"a", "b"}, Edges: []Edge{{From: "a", To: "b", Sign: Any}}}
	c, err := Compile(m)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := c.Exact(); err == nil {
		t.Error("a link of unknown sign passes")
	}
	c, err = Compile(ring(MaxTermsBlock + 1))
	if err != nil {
		t.Fatal(err)
	}
	if got, err := c.Exact(); err != nil || got.Terms != nil || got.Reason == "" {
		t.Errorf("%v, %v", got, err)
	}
}

func BenchmarkExact(b *testing.B) {
	for name, m := range map[string]Map{"ring25": ring(25), "dense32": hadamard(32)} {
		b.Run(name, func(b *testing.B) {
			c, err := Compile(m)
			if err != nil {
				b.Fatal(err)
			}
			for b.Loop() {
				if _, err := c.Exact(); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
