package cause

import "math"

// Indices describes the shape of a weighted map. Degrees sum sizes of weights
// and count self links.
type Indices struct {
	N, Links                                  int
	DensityN2                                 float64 // links / n²
	DensityNN1                                float64 // links without self links / n(n-1); NaN for one node
	Out, In                                   []float64
	Centrality                                []float64 // their sum
	Transmitters, Receivers, Ordinary, Lonely int       // out only, in only, both, neither
	SelfLoops                                 int
	Complexity                                float64 // receivers / transmitters; NaN without transmitters
	// Hierarchy is 12 sum (out_i - mean out)² / ((n-1) n (n+1)): 1 for a complete
	// linear order of links of size 1, 0 where all send as much; NaN for one node.
	Hierarchy float64
}

// IndicesOf computes the indices of a checked matrix.
func IndicesOf(w Weights) Indices {
	n := len(w)
	x := Indices{N: n, Out: make([]float64, n), In: make([]float64, n), Centrality: make([]float64, n)}
	for i, row := range w {
		for j, v := range row {
			if v == 0 {
				continue
			}
			x.Links++
			if i == j {
				x.SelfLoops++
			}
			x.Out[i] += math.Abs(v)
			x.In[j] += math.Abs(v)
		}
	}
	mean := 0.0
	for i := range n {
		x.Centrality[i] = x.Out[i] + x.In[i]
		mean += x.Out[i] / float64(n)
		switch {
		case x.Out[i] > 0 && x.In[i] > 0:
			x.Ordinary++
		case x.Out[i] > 0:
			x.Transmitters++
		case x.In[i] > 0:
			x.Receivers++
		default:
			x.Lonely++
		}
	}
	x.DensityN2 = quotient(x.Links, n*n)
	x.DensityNN1 = quotient(x.Links-x.SelfLoops, n*(n-1))
	x.Complexity = quotient(x.Receivers, x.Transmitters)
	squares := 0.0
	for _, out := range x.Out {
		squares += (out - mean) * (out - mean)
	}
	x.Hierarchy = math.NaN()
	if n > 1 {
		x.Hierarchy = 12 * squares / float64((n-1)*n*(n+1))
	}
	return x
}
