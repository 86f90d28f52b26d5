package cause_test

import (
	"context"
	"fmt"
	"math"

	"entente/cause"
	"entente/quantity"
)

func tie() cause.Map {
	return cause.Map{Nodes: []string{"a", "b", "c"}, Self: cause.Unit, Edges: []cause.Edge{
		{From: "a", To: "b", Sign: cause.Plus}, {From: "b", To: "c", Sign: cause.Plus}, {From: "a", To: "c", Sign: cause.Minus}}}
}

// a -> b -> c against a -> c: with unit self-limitation the short route wins
// in three of four weightings.
func ExampleCompiled_Press() {
	c, err := cause.Compile(tie())
	if err != nil {
		fmt.Println(err)
		return
	}
	push, err := c.Push(map[string]float64{"a": 1})
	if err != nil {
		fmt.Println(err)
		return
	}
	answer, err := c.Press(context.Background(), cause.Question{Intervention: cause.Intervention{Push: push}, Seed: 1})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("c falls in about %.0f of 100 weightings: %s\n", 5*math.Round(20*answer.Nodes[2].Neg), answer.Nodes[2].Direction)
	fmt.Println(answer.Nodes[1].Words("b"))
	// Output:
	// c falls in about 75 of 100 weightings: ambiguous
	// b rises in all weightings (firm)
}

// The two routes of the same map, weighed on one matrix.
func ExampleKernel_PathShares() {
	m := tie()
	for i, size := range []float64{0.5, 0.8, 0.3} {
		v := quantity.PointOf(size)
		m.Edges[i].Size = &v
	}
	c, err := cause.Compile(m)
	if err != nil {
		fmt.Println(err)
		return
	}
	k := c.NewKernel()
	k.Draw(1, 0)
	shares := k.PathShares(0, 2, cause.RouteLimits{})
	for i, r := range shares.Routes.Routes {
		for n, node := range r.Nodes {
			if n > 0 {
				fmt.Print(" -> ")
			}
			fmt.Print(c.Nodes()[node])
		}
		fmt.Printf(" (%s): %+.2f\n", r.Sign, shares.Parts[i])
	}
	fmt.Printf("together %+.2f\n", shares.Response)
	// Output:
	// a -> c (-): -0.30
	// a -> b -> c (+): +0.40
	// together +0.10
}

// From signs alone: c is a dead heat of one product of either sign.
func ExampleCompiled_Exact() {
	c, err := cause.Compile(tie())
	if err != nil {
		fmt.Println(err)
		return
	}
	exact, err := c.Exact()
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println("determinant", exact.Det)
	fmt.Println("c under a push on a:", exact.Adj[2][0], "of", exact.Terms[2][0], "products, weight", exact.Weight[2][0])
	// Output:
	// determinant 1
	// c under a push on a: 0 of 2 products, weight 0
}

func ExampleCompare() {
	got := cause.Compare(
		cause.View{Nodes: []string{"deal", "trust"}, Links: []cause.Said{{From: "deal", To: "trust", Sign: cause.Plus}}},
		cause.View{Nodes: []string{"deal", "trust", "fear"}, Links: []cause.Said{{From: "deal", To: "trust", Sign: cause.Minus}, {From: "fear", To: "trust", Sign: cause.Minus}}})
	for _, l := range got.Links {
		fmt.Printf("%s -> %s: %s\n", l.From, l.To, l.Class)
	}
	// Output:
	// deal -> trust: opposed
	// fear -> trust: only-b-concept
}
