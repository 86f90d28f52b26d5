package conflict

import (
	"fmt"
	"maps"
	"math/big"
	"slices"
	"strings"
)

// Build checks a case and makes the model. It returns all problems it finds, in
// the order of the sections of the case; the model is nil if any is an error.
// Up to 24 options every combination is looked at; beyond, only what the rules
// leave open, at most 2^24 partial combinations.
func Build(c Case) (*Model, Problems) { return build(c, nil) }

// build is Build with some rules, by their index, checked and not in force.
func build(c Case, off map[int]bool) (*Model, Problems) {
	b := &builder{Case: c, off: off, sp: &space{dmIndex: map[string]int{}, optIdx: map[string]int{}}}
	b.decisionMakers()
	b.declareOptions()
	rules := b.rules()
	stated := !b.ps.HasErrors() // the states can be listed
	if c.Graph != nil {
		b.graph()
		stated = stated && !b.ps.HasErrors()
	} else if stated {
		stated = b.enumerate(rules)
	}
	m := b.preferences(stated)
	if b.ps.HasErrors() {
		return nil, b.ps
	}
	return m, b.ps
}

type builder struct {
	Case
	off map[int]bool
	sp  *space
	ps  Problems
}

func (b *builder) dmIDs() []string {
	out := make([]string, len(b.DecisionMakers))
	for i, d := range b.DecisionMakers {
		out[i] = d.ID
	}
	return out
}

func (sp *space) optionIDs() []string {
	out := make([]string, len(sp.options))
	for k, o := range sp.options {
		out[k] = o.ID
	}
	return out
}

func (b *builder) decisionMakers() {
	sp := b.sp
	sp.dms = slices.Clone(b.DecisionMakers)
	if len(sp.dms) == 0 {
		b.ps.add(CodeNoDecisionMaker, "decision_makers", "nobody decides", "name at least one decision maker")
	}
	for i, d := range sp.dms {
		where := fmt.Sprintf("decision_makers[%d].id", i)
		if d.ID == "" {
			b.ps.add(CodeBadValue, where, "a decision maker has no id", "give it a short word")
		} else if _, twice := sp.dmIndex[d.ID]; twice {
			b.ps.add(CodeDuplicateID, where, fmt.Sprintf("the decision maker %q is declared twice", d.ID), "give each an id of its own")
		} else {
			sp.dmIndex[d.ID] = i
		}
		if d.Name == "" {
			sp.dms[i].Name = d.ID
		}
	}
	sp.own = make([]uint64, len(sp.dms))
}

// isID reports whether an option may be called so.
func isID(id string) bool {
	for k := range len(id) {
		if !isNameByte(id[k]) && (id[k] != '-' || k == 0 || k == len(id)-1 || id[k-1] == '-') {
			return false
		}
	}
	return id != ""
}

func (b *builder) declareOptions() {
	sp := b.sp
	sp.options = slices.Clone(b.Options)
	if len(sp.options) > 64 {
		b.ps.add(CodeTooManyStates, "options", fmt.Sprintf("%d options are declared, at most 64 can be", len(sp.options)), "leave out options that nobody would take, or split the conflict")
	}
	owned := len(sp.options) <= 64
	for k, o := range sp.options {
		at := func(field string) string { return fmt.Sprintf("options[%d].%s", k, field) }
		switch _, twice := sp.optIdx[o.ID]; {
		case !isID(o.ID):
			b.ps.add(CodeBadValue, at("id"), fmt.Sprintf("%q can't be the id of an option", o.ID), "use letters, digits, _ and ., and single hyphens inside")
		case slices.Contains([]string{"NOT", "AND", "OR", "IF", "IFF"}, o.ID):
			b.ps.add(CodeBadValue, at("id"), fmt.Sprintf("%q is a word of the expressions", o.ID), "choose another id")
		case twice:
			b.ps.add(CodeDuplicateID, at("id"), fmt.Sprintf("the option %q is declared twice", o.ID), "give each an id of its own")
		default:
			sp.optIdx[o.ID] = k
		}
		if i, ok := sp.dmIndex[o.DM]; ok {
			sp.own[i] |= 1 << k
		} else {
			owned = false
			b.ps.add(CodeUnknownDM, at("dm"), fmt.Sprintf("the owner %q of %q is not declared", o.DM, o.ID), orNearest(o.DM, b.dmIDs(), "declare it, or name another owner"))
		}
		if o.Name == "" {
			sp.options[k].Name = o.ID
		}
		switch o.Change {
		case "", Both:
			sp.options[k].Change = Both
		case SetOnly:
			sp.setOnly |= 1 << k
		case ClearOnly:
			sp.clrOnly |= 1 << k
		default:
			b.ps.add(CodeBadValue, at("change"), fmt.Sprintf("%q is no direction of change", o.Change), "write both, set-only or clear-only")
		}
	}
	if b.Graph == nil && owned { // else it is not known who has none
		for i, d := range sp.dms {
			if first, ok := sp.dmIndex[d.ID]; ok && first == i && sp.own[i] == 0 {
				b.warnNoOptions(i)
			}
		}
	}
}

func (b *builder) warnNoOptions(i int) {
	b.ps.warn(CodeNoOptions, fmt.Sprintf("decision_makers[%d]", i), fmt.Sprintf("%s can never move, so every state is stable for it", b.sp.dms[i].Name), "give it an option, or leave it out")
}

// expression reads an expression and checks the options it names.
func (b *builder) expression(text, where string) *Expr {
	e, err := ParseExpr(text)
	if err != nil {
		se := err.(*SyntaxError)
		column := 1 + len([]rune(text[:se.Offset]))
		b.ps = append(b.ps, Problem{Code: CodeBadExpression, Where: []string{where}, Column: column,
			Cause: fmt.Sprintf("column %d of %q: %s", column, text, se.Cause), Remedy: se.Remedy})
		return nil
	}
	if !b.sp.checkNames(&b.ps, e, where, text) {
		return nil
	}
	return e
}

// checkNames reports the options of an expression that are not declared.
func (sp *space) checkNames(ps *Problems, e *Expr, where, text string) bool {
	ok := true
	seen := map[string]bool{}
	for _, n := range e.Names() {
		if _, known := sp.optIdx[n.Name]; known || seen[n.Name] {
			continue
		}
		seen[n.Name] = true
		ok = false
		*ps = append(*ps, Problem{Code: CodeUnknownOption, Where: []string{where}, Column: 1 + len([]rune(text[:min(len(text), n.Offset)])),
			Cause:  fmt.Sprintf("the option %q is not declared", n.Name),
			Remedy: orNearest(n.Name, sp.optionIDs(), "declare it, or name another")})
	}
	return ok
}

func (b *builder) rules() []program {
	var out []program
	if b.Graph != nil && len(b.Infeasible) > 0 {
		b.ps.add(CodeBadValue, "infeasible", "a graph lists its states itself, so rules have no place beside it", "leave the excluded states out of the graph, and drop the rules")
		return nil
	}
	for k, text := range b.Infeasible {
		if e := b.expression(text, fmt.Sprintf("infeasible[%d]", k)); e != nil {
			p := compile(e, b.sp.optIdx)
			if b.off[k] {
				p = append(slices.Clone(p), append(p, instruction{op: opNot}, instruction{op: opAnd})...) // never
			}
			out = append(out, p)
		}
	}
	return out
}

// enumerate lists the feasible states and prepares the moves.
func (b *builder) enumerate(rules []program) bool {
	sp, n := b.sp, len(b.sp.options)
	var masks []uint64
	var dropped []int
	left := leftover{}
	ok := true
	if n > 24 { // it is quicker to count than to list
		left = countLeft(n, rules)
		ok = !left.exact || left.count.Cmp(big.NewInt(maxCombinations)) <= 0
	}
	if ok {
		masks, dropped, ok = enumerate(n, rules)
	}
	switch {
	case !ok:
		b.ps.add(CodeTooManyStates, "options", left.String(), "state in rules which combinations can't be; published models have 4 to 76 feasible states")
		return false
	case len(masks) == 0:
		p := Problem{Code: CodeNoFeasibleState, Cause: "these rules together exclude every combination of options", Remedy: "drop or narrow one of them"}
		for _, k := range contradiction(n, rules) {
			p.Where = append(p.Where, fmt.Sprintf("infeasible[%d]", k))
		}
		b.ps = append(b.ps, p)
		return false
	}
	for k, d := range dropped {
		if d == 0 && !b.off[k] {
			b.ps.warn(CodeRedundantRule, fmt.Sprintf("infeasible[%d]", k), fmt.Sprintf("%q excludes nothing that the rules before it left", b.Infeasible[k]), "drop it, or check what was meant")
		}
	}
	if len(masks) == 1 {
		b.warnSingle("infeasible")
	}
	sp.setMasks(masks)
	sp.groups = make([]grouping, len(sp.dms))
	for i := range sp.dms {
		if sp.groups[i], ok = sp.buildGroups(i); !ok {
			sp.groups = nil
			sp.listArcs()
			break
		}
	}
	return true
}

func (b *builder) warnSingle(where string) {
	b.ps.warn(CodeSingleState, where, "only one state is feasible, so every verdict is trivially stable", "check the rules")
}

func (b *builder) graph() {
	sp := b.sp
	sp.graph = true
	sp.byID = map[string]int{}
	for k, st := range b.Graph.States {
		where := fmt.Sprintf("graph.states[%d]", k)
		switch _, twice := sp.byID[st.ID]; {
		case strings.TrimSpace(st.ID) == "":
			b.ps.add(CodeBadValue, where+".id", "a state has no id", "give it one")
		case twice:
			b.ps.add(CodeDuplicateID, where+".id", fmt.Sprintf("the state %q is declared twice", st.ID), "give each an id of its own")
		default:
			sp.byID[st.ID] = k
		}
		var mask uint64
		for j, id := range st.Taken {
			o, ok := sp.optIdx[id]
			if !ok {
				b.ps.add(CodeUnknownOption, fmt.Sprintf("%s.taken[%d]", where, j), fmt.Sprintf("the option %q is not declared", id), orNearest(id, sp.optionIDs(), "declare it, or name another"))
				continue
			}
			mask |= 1 << o
		}
		sp.ids = append(sp.ids, st.ID)
		sp.masks = append(sp.masks, mask)
		sp.known = append(sp.known, st.Taken != nil)
	}
	switch len(sp.ids) {
	case 0:
		b.ps.add(CodeNoFeasibleState, "graph.states", "the graph has no state", "list at least one")
	case 1:
		b.warnSingle("graph.states")
	}
	for _, id := range slices.Sorted(maps.Keys(b.Graph.Moves)) {
		if _, ok := sp.dmIndex[id]; !ok {
			b.ps.add(CodeUnknownDM, "graph.moves."+id, fmt.Sprintf("%q is no decision maker", id), orNearest(id, b.dmIDs(), "declare it, or drop its moves"))
		}
	}
	sp.arcs = make([]arcs, len(sp.dms))
	for i, d := range sp.dms {
		sp.arcs[i] = b.arcsOf(d.ID)
		listed := 0 // wrong moves are reported as such
		for _, to := range b.Graph.Moves[d.ID] {
			listed += len(to)
		}
		if first, ok := sp.dmIndex[d.ID]; ok && first == i && listed == 0 {
			b.warnNoOptions(i)
		}
	}
}

func (b *builder) arcsOf(dm string) arcs {
	out := make([][]int32, len(b.sp.ids))
	moves := b.Graph.Moves[dm]
	for _, from := range slices.Sorted(maps.Keys(moves)) {
		where := "graph.moves." + dm + "." + from
		s, ok := b.sp.byID[from]
		if !ok {
			b.ps.add(CodeUnknownState, where, fmt.Sprintf("there is no state %q", from), orNearest(from, b.sp.ids, "declare it, or drop its moves"))
		}
		for k, to := range moves[from] {
			t, known := b.sp.byID[to]
			at := fmt.Sprintf("%s[%d]", where, k)
			switch {
			case !known:
				b.ps.add(CodeUnknownState, at, fmt.Sprintf("there is no state %q to move to", to), orNearest(to, b.sp.ids, "declare it, or drop the move"))
			case from == to:
				b.ps.add(CodeSelfMove, at, fmt.Sprintf("a move leads from %q to itself", from), "drop it: to stay is no move")
			case ok:
				out[s] = append(out[s], int32(t))
			}
		}
	}
	for s := range out {
		slices.Sort(out[s])
		out[s] = slices.Compact(out[s])
	}
	return makeArcs(out)
}
