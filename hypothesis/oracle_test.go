package hypothesis

import (
	"fmt"
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"entente/quantity"
)

// naive is the posterior as the definition says it, with logarithms: x holds
// the numbers of the set in the order of Inputs.
func naive(s Set, x []float64) []float64 {
	rows := len(s.Hypotheses)
	count := map[string]int{}
	for _, item := range s.Items {
		count[item.Cluster]++
	}
	log := make([]float64, rows)
	for k := range log {
		log[k] = math.Log(x[k])
		for e, item := range s.Items {
			at := rows + e*(rows+2)
			r, floor, l := x[at], x[at+1], x[at+2+k]
			m := 1.0
			if item.Cluster != "" {
				m = float64(count[item.Cluster])
			}
			w := (1 + (m-1)*(1-s.rho())) / m
			log[k] += w * math.Log(r*l+(1-r)*floor)
		}
	}
	most := math.Inf(-1)
	for _, l := range log {
		most = math.Max(most, l)
	}
	if math.IsInf(most, -1) {
		return nil
	}
	sum := 0.0
	out := make([]float64, rows)
	for k, l := range log {
		out[k] = math.Exp(l - most)
		sum += out[k]
	}
	for k := range out {
		out[k] /= sum
	}
	return out
}

// drawValue draws a number between low and high: a point, a range or a PERT.
func drawValue(t *rapid.T, label string, low, high float64) quantity.Value {
	at := func(name string) float64 { return rapid.Float64Range(low, high).Draw(t, label+name) }
	switch rapid.IntRange(0, 2).Draw(t, label+" shape") {
	case 0:
		return quantity.PointOf(at(""))
	case 1:
		a, b := at(" a"), at(" b")
		return quantity.Between(min(a, b), max(a, b))
	}
	x := []float64{at(" a"), at(" b"), at(" c")}
	slices.Sort(x)
	return quantity.PERTOf(x[0], x[1], x[2])
}

type drawOptions struct {
	points   bool // all numbers are points
	reliable bool // reliability and floor are points
	rows     int  // at least
	items    int  // at least
}

// drawSet draws a set that passes Check, and that some hypothesis survives.
func drawSet(t *rapid.T, o drawOptions) Set {
	value := func(label string, low, high float64, point bool) quantity.Value {
		v := drawValue(t, label, low, high)
		if point || o.points {
			return quantity.PointOf(v.Mid())
		}
		return v
	}
	var s Set
	if rapid.Bool().Draw(t, "with rho") {
		s.Rho = new(rapid.Float64Range(0, 1).Draw(t, "rho"))
	}
	for k := range rapid.IntRange(max(2, o.rows), max(5, o.rows)).Draw(t, "rows") {
		h := Hypothesis{ID: fmt.Sprintf("H%d", k+1)}
		if k == 0 || rapid.Bool().Draw(t, "with prior") {
			h.Prior = new(value("prior", 0.1, 30, false))
		}
		s.Hypotheses = append(s.Hypotheses, h)
	}
	for e := range rapid.IntRange(o.items, 7).Draw(t, "items") {
		item := Item{ID: fmt.Sprintf("e%d", e+1), Likelihood: map[string]quantity.Value{}}
		item.Cluster = rapid.SampledFrom([]string{"", "", "a", "b"}).Draw(t, "cluster")
		if rapid.Bool().Draw(t, "with reliability") {
			item.Reliability = new(value("reliability", 0, 1, o.reliable))
		}
		if rapid.Bool().Draw(t, "with floor") {
			item.Floor = new(value("floor", 0.01, 1, o.reliable))
		}
		item.Logical = rapid.IntRange(0, 5).Draw(t, "logical") == 0
		for k, h := range s.Hypotheses {
			l := value("likelihood", 0.001, 0.999, false)
			if item.Logical && k > 0 && rapid.Bool().Draw(t, "certain") {
				l = quantity.PointOf(0)
			}
			item.Likelihood[h.ID] = l
		}
		s.Items = append(s.Items, item)
	}
	return s
}

func compile(t interface{ Fatal(...any) }, s Set) *Compiled {
	c, err := Compile(s)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func near(t interface{ Fatalf(string, ...any) }, what string, got, want []float64, tol float64) {
	if len(got) != len(want) {
		t.Fatalf("%s: %v, want %v", what, got, want)
	}
	for k := range got {
		if !(math.Abs(got[k]-want[k]) <= tol) {
			t.Fatalf("%s: %v, want %v (tolerance %v)", what, got, want, tol)
		}
	}
}

// The kernel, which multiplies with binary exponents, is the definition, which
// adds logarithms, at the points and in every draw.
func TestKernelIsTheDefinition(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := drawSet(t, drawOptions{})
		c := compile(t, s)
		near(t, "at the points", c.Update().Posterior, naive(s, c.middle), 1e-12)
		k, p, x := c.NewKernel(), make([]float64, c.rows), make([]float64, len(c.inputs))
		for i := range 20 {
			if !k.Draw(7, i, p) {
				t.Fatal("a draw is impossible")
			}
			c.draw(7, i, x)
			near(t, "in a draw", p, naive(s, x), 1e-12)
			for j, in := range c.Inputs() {
				if x[j] < in.Value.Low || x[j] > in.Value.High {
					t.Fatalf("%s is %v, outside %v", in.Name(), x[j], in.Value)
				}
			}
		}
	})
}

// Products far below the smallest float64 keep their digits.
func TestKernelDoesNotUnderflow(t *testing.T) {
	s := Set{Hypotheses: []Hypothesis{{ID: "a"}, {ID: "b"}}}
	for e := range 3000 {
		low, high := 1e-300, 2e-300
		if e == 0 {
			low = 1.5e-300
		} else {
			high = low
		}
		cluster := ""
		if e >= 1000 {
			cluster = fmt.Sprintf("c%d", e%7)
		}
		s.Items = append(s.Items, Item{ID: fmt.Sprintf("e%d", e), Cluster: cluster,
			Likelihood: map[string]quantity.Value{"a": quantity.PointOf(low), "b": quantity.PointOf(high)}})
	}
	near(t, "posterior", compile(t, s).Update().Posterior, []float64{3.0 / 7, 4.0 / 7}, 1e-12)
}

func TestKernelDoesNotAllocate(t *testing.T) {
	c := compile(t, benchSet(6, 12))
	k, p, x := c.NewKernel(), make([]float64, c.rows), make([]float64, len(c.inputs))
	c.draw(1, 1, x)
	if n := testing.AllocsPerRun(100, func() { k.Posterior(x, p) }); n > 0 {
		t.Errorf("%v allocations a posterior", n)
	}
}
