package cause

import (
	"errors"
	"fmt"
	"math"
	"math/big"
	"math/bits"
)

// CodeExact marks a map of which no exact prediction can be made.
const CodeExact = "causes/no-exact"

// Exact is the qualitative prediction from signs alone, all sizes equal. With
// X = -S, S the matrix of signs, node i answers a push on j with the sign of
// Adj[i][j] times that of Det. Rows respond, columns are pushed. Adjugate and
// weight follow definitions of loop analysis (after Levins 1974) that were not
// held against a printed article.
type Exact struct {
	Nodes []string
	Det   *big.Int
	Adj   [][]*big.Int
	// Terms[i][j] is how many products enter Adj[i][j]: the permanent of |S|
	// without row j and column i. Nil where a strongly connected block has more
	// than MaxTermsBlock nodes; Reason then says so.
	Terms  [][]*big.Int
	Reason string
	// Weight is |Adj| / Terms, NaN without terms. At 1 every product has the same
	// sign, so that the direction holds for all sizes that leave the map stable;
	// at 0 the products cancel out.
	Weight [][]float64
	// Determinate is false when Det is 0: no prediction follows.
	Determinate bool
}

// Exact computes the adjugate and determinant of X by the method of Faddeev and
// LeVerrier, in whole numbers: exact, whatever their size. Uncertain links count
// as present. A link of unknown sign, or a map of more than 200 nodes, is an
// *Error with CodeExact. Under the rules Sampled and Unit the diagonal of S is -1
// whatever self links say, so that a prediction of weight 1 supposes that none
// outweighs the limit of its node.
func (c *Compiled) Exact() (*Exact, error) {
	const most = 200
	n := len(c.nodes)
	if n > most {
		return nil, &Error{CodeExact, "", fmt.Sprintf("%d nodes are too many for exact prediction", n), fmt.Sprintf("ask about at most %d", most)}
	}
	x := make([]int64, n*n)
	var errs []error
	if c.self != Declared {
		for i := range n {
			x[i*n+i] = 1
		}
	}
	for _, e := range c.edges {
		switch at := e.to*n + e.from; {
		case e.sign == Any:
			errs = append(errs, &Error{CodeExact, c.nodes[e.from] + " -> " + c.nodes[e.to], "its sign is not known", "give it a sign or leave it out of the exact prediction"})
		case e.from == e.to && c.self != Declared: // -1 already, whatever the link adds
		case e.sign == Plus:
			x[at] = -1
		default:
			x[at] = 1
		}
	}
	if len(errs) > 0 {
		return nil, errors.Join(errs...)
	}
	out := &Exact{Nodes: c.nodes}
	if !out.small(x, n) {
		out.large(x, n)
	}
	out.Determinate = out.Det.Sign() != 0
	out.countTerms(c)
	return out, nil
}

// small computes in 64 bits; false when they do not suffice. With M_1 = I,
//
//	c_k = -tr(X M_k)/k,  M_{k+1} = X M_k + c_k I,
//
// adj X = (-1)^(n-1) M_n and det X = (-1)^n c_n.
func (out *Exact) small(x []int64, n int) bool {
	if n == 0 {
		out.Det = big.NewInt(1)
		return true
	}
	m, next := make([]int64, n*n), make([]int64, n*n)
	for i := range n {
		m[i*n+i] = 1
	}
	var c int64
	for k := 1; k <= n; k++ {
		if k > 1 {
			m, next = next, m
			for i := range n {
				sum, ok := addInt(m[i*n+i], c)
				if !ok {
					return false
				}
				m[i*n+i] = sum
			}
		}
		// X has few entries off 0, nearly all of them -1 and 1.
		for i := range n {
			row := next[i*n : (i+1)*n]
			clear(row)
			for j := range n {
				v := x[i*n+j]
				if v == 0 {
					continue
				}
				for l, w := range m[j*n : (j+1)*n] {
					product, ok := mulInt(v, w)
					if !ok {
						return false
					}
					if row[l], ok = addInt(row[l], product); !ok {
						return false
					}
				}
			}
		}
		var trace int64
		for i := range n {
			var ok bool
			if trace, ok = addInt(trace, next[i*n+i]); !ok {
				return false
			}
		}
		c = -trace / int64(k)
	}
	sign := int64(1 - 2*((n-1)%2))
	out.Det = big.NewInt(-sign * c)
	for i := range n {
		row := make([]*big.Int, n)
		for j := range row {
			row[j] = big.NewInt(sign * m[i*n+j])
		}
		out.Adj = append(out.Adj, row)
	}
	return true
}

func addInt(a, b int64) (int64, bool) {
	sum := a + b
	return sum, (sum > a) == (b > 0) && sum != math.MinInt64
}

func mulInt(a, b int64) (int64, bool) {
	if a == 1 {
		return b, true
	}
	if a == -1 {
		return -b, true
	}
	high, low := bits.Mul64(uint64(max(a, -a)), uint64(max(b, -b)))
	return a * b, high == 0 && low <= math.MaxInt64
}

// large is small without bounds.
func (out *Exact) large(x []int64, n int) {
	m, next := bigs(n), bigs(n)
	for i := range n {
		m[i*n+i].SetInt64(1)
	}
	c, product, factor := new(big.Int), new(big.Int), new(big.Int)
	for k := 1; k <= n; k++ {
		if k > 1 {
			m, next = next, m
			for i := range n {
				m[i*n+i].Add(m[i*n+i], c)
			}
		}
		for i := range n {
			for l := range n {
				next[i*n+l].SetInt64(0)
			}
			for j := range n {
				v := x[i*n+j]
				if v == 0 {
					continue
				}
				factor.SetInt64(v)
				for l := range n {
					sum := next[i*n+l]
					switch v {
					case 1:
						sum.Add(sum, m[j*n+l])
					case -1:
						sum.Sub(sum, m[j*n+l])
					default:
						sum.Add(sum, product.Mul(factor, m[j*n+l]))
					}
				}
			}
		}
		c.SetInt64(0)
		for i := range n {
			c.Sub(c, next[i*n+i])
		}
		c.Quo(c, big.NewInt(int64(k))) // divides without rest
	}
	out.Det = c
	if n%2 == 1 {
		c.Neg(c)
	}
	for i := range n {
		row := m[i*n : (i+1)*n : (i+1)*n]
		if n%2 == 0 {
			for _, v := range row {
				v.Neg(v)
			}
		}
		out.Adj = append(out.Adj, row)
	}
}

func bigs(n int) []*big.Int {
	out := make([]*big.Int, n*n)
	for i := range out {
		out[i] = new(big.Int)
	}
	return out
}
