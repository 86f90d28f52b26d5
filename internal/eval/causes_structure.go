package eval

import (
	"math/big"

	"entente/cause"
)

func causesExact(in struct {
	Map mapIn `json:"map" required:"true"`
}) (any, error) {
	var f faults
	c := in.Map.compile("", false, &f)
	if c == nil {
		return nil, f.err()
	}
	exact, err := c.Exact()
	if err != nil {
		return nil, causeError(err)
	}
	out := struct {
		Nodes       []string     `json:"nodes"`
		Det         *big.Int     `json:"det"`
		Adj         [][]*big.Int `json:"adj"`
		Terms       [][]*big.Int `json:"terms"`
		Weight      [][]number   `json:"weight"`
		Reason      string       `json:"reason,omitempty"`
		Determinate bool         `json:"determinate"`
	}{exact.Nodes, exact.Det, append([][]*big.Int{}, exact.Adj...), exact.Terms, nil, exact.Reason, exact.Determinate}
	if exact.Terms != nil {
		for _, row := range exact.Weight {
			out.Weight = append(out.Weight, numbers(row))
		}
	}
	return out, nil
}

type pathOut struct {
	Path         []string   `json:"path"`
	Sign         cause.Sign `json:"sign"`
	Contribution *number    `json:"contribution,omitempty"`
}

func namesOf(c *cause.Compiled, nodes []int) []string {
	out := make([]string, len(nodes))
	for i, n := range nodes {
		out[i] = c.Nodes()[n]
	}
	return out
}

func causesPathShares(in struct {
	Map  mapIn  `json:"map" required:"true"`
	From string `json:"from" required:"true"`
	To   string `json:"to" required:"true"`
}) (any, error) {
	var f faults
	k := in.Map.oneMatrix(&f)
	if k == nil {
		return nil, f.err()
	}
	c := k.Map()
	from, to := nodeOf(c, in.From, "from", &f), nodeOf(c, in.To, "to", &f)
	if len(f) > 0 {
		return nil, f.err()
	}
	s := k.PathShares(from, to, cause.RouteLimits{})
	out := struct {
		Response  number    `json:"response"`
		Stable    bool      `json:"stable"`
		Paths     []pathOut `json:"paths"`
		Truncated bool      `json:"truncated"`
	}{number(s.Response), s.Stable, []pathOut{}, s.Routes.Truncated}
	for i, r := range s.Routes.Routes {
		part := number(s.Parts[i])
		out.Paths = append(out.Paths, pathOut{namesOf(c, r.Nodes), r.Sign, &part})
	}
	return out, nil
}

func causesPaths(in struct {
	Map       mapIn  `json:"map" required:"true"`
	From      string `json:"from" required:"true"`
	To        string `json:"to" required:"true"`
	MaxLength *int   `json:"max_length"`
}) (any, error) {
	var f faults
	c := in.Map.compile("", false, &f)
	if c == nil {
		return nil, f.err()
	}
	from, to := nodeOf(c, in.From, "from", &f), nodeOf(c, in.To, "to", &f)
	var limits cause.RouteLimits
	if in.MaxLength != nil {
		if limits.Links = *in.MaxLength; limits.Links < 1 {
			f.report(cause.CodeRange, "max_length", "it allows no link", "give 1 or more")
		}
	}
	if len(f) > 0 {
		return nil, f.err()
	}
	routes := c.Routes(from, to, limits)
	out := struct {
		Total     cause.Sign `json:"total"`
		Pos       int        `json:"n_pos"`
		Neg       int        `json:"n_neg"`
		Unknown   int        `json:"n_unknown"`
		Paths     []pathOut  `json:"paths"`
		Truncated bool       `json:"truncated"`
		Cyclic    bool       `json:"cyclic"` // the total is a quick look: loops touch the routes
	}{routes.Total, routes.Pos, routes.Neg, routes.Unknown, []pathOut{}, routes.Truncated, routes.Cyclic}
	for _, r := range routes.Routes {
		out.Paths = append(out.Paths, pathOut{Path: namesOf(c, r.Nodes), Sign: r.Sign})
	}
	return out, nil
}

func causesLoops(in struct {
	Map mapIn `json:"map" required:"true"`
}) (any, error) {
	var f faults
	c := in.Map.compile("", false, &f)
	if c == nil {
		return nil, f.err()
	}
	type loop struct {
		Nodes []string   `json:"nodes"`
		Sign  cause.Sign `json:"sign"`
		Words string     `json:"words"`
	}
	type self struct {
		Node string     `json:"node"`
		Sign cause.Sign `json:"sign"`
	}
	found := c.Loops(cause.LoopLimits{})
	out := struct {
		Loops     []loop `json:"loops"`
		Self      []self `json:"self"`
		Truncated bool   `json:"truncated"`
	}{[]loop{}, []self{}, found.Truncated}
	for _, l := range found.Loops {
		out.Loops = append(out.Loops, loop{namesOf(c, l.Nodes), l.Sign, c.LoopWords(l)})
	}
	for _, s := range found.Selves {
		out.Self = append(out.Self, self{c.Nodes()[s.Node], s.Sign})
	}
	return out, nil
}
