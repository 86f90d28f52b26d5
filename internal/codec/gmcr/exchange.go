package gmcr

import (
	"fmt"

	"entente/conflict"
	"entente/quantity"
)

// exchange reads entente.conflict.case/1.
func (c *collector) exchange() *File {
	r := c.root
	f := &File{Format: Exchange1}
	switch format := r.get("format"); {
	case format == nil:
		c.fault(codeFormat, "format", "the file does not say its format", fmt.Sprintf("begin it with \"format\": %q", Exchange1))
	case format.kind != text || format.text != string(Exchange1):
		c.fault(codeFormat, "format", fmt.Sprintf("%s is no format that is read here", format.shown()), fmt.Sprintf("write %q", Exchange1))
	}
	// What a test expects may stand beside a case; it is not read.
	c.keys(r, "", "format", "id", "title", "source", "notes", "decision_makers", "options", "infeasible", "graph", "preferences", "ask", "expect")
	f.ID, f.Title, f.Source = c.text(r.get("id"), "id"), c.text(r.get("title"), "title"), c.text(r.get("source"), "source")
	switch n := r.get("notes"); {
	case n == nil:
	case n.kind == text:
		f.Notes = []string{n.text}
	default:
		f.Notes = append(f.Notes, c.words(n, "notes", "a list of texts")...)
	}
	for k, n := range c.list1(r.get("decision_makers"), "decision_makers", "a list of decision makers") {
		d := conflict.DecisionMaker{ID: n.text} // of a bare text, so that it is missed nowhere else
		if path := at("decision_makers", k); c.object(n, path, `an object {"id", "name"}`) {
			c.keys(n, path, "id", "name")
			d.ID, d.Name = c.text(n.get("id"), path+".id"), c.text(n.get("name"), path+".name")
		}
		f.Case.DecisionMakers = append(f.Case.DecisionMakers, d)
	}
	for _, section := range []string{"decision_makers", "options", "infeasible"} {
		n := r.get(section)
		c.lost = c.lost || n != nil && n.kind != list
	}
	c.options(f)
	c.rules(f)
	c.graph(f)
	c.preferences(f)
	c.ask(f)
	return f
}

func (c *collector) options(f *File) {
	for k, n := range c.list1(c.root.get("options"), "options", "a list of options") {
		o := conflict.Option{}
		if path := at("options", k); c.object(n, path, `an object {"id", "dm", "name", "change"}`) {
			c.keys(n, path, "id", "dm", "name", "change", "share")
			o.ID, o.DM, o.Name = c.text(n.get("id"), path+".id"), c.text(n.get("dm"), path+".dm"), c.text(n.get("name"), path+".name")
			o.Change = conflict.Change(c.text(n.get("change"), path+".change"))
			if s := n.get("share"); s != nil {
				if f.Doubts.Flags == nil {
					f.Doubts.Flags = map[string]float64{}
				}
				f.Doubts.Flags[o.ID] = c.share(s, path+".share")
			}
		}
		f.Case.Options = append(f.Case.Options, o)
	}
}

func (c *collector) rules(f *File) {
	for k, n := range c.list1(c.root.get("infeasible"), "infeasible", "a list of expressions") {
		rule, path := "", at("infeasible", k)
		switch n.kind {
		case text:
			rule = n.text
		case object:
			c.keys(n, path, "rule", "share")
			rule = c.text(n.get("rule"), path+".rule")
			if s := n.get("share"); s != nil {
				if f.Doubts.Rules == nil {
					f.Doubts.Rules = map[int]float64{}
				}
				f.Doubts.Rules[k] = c.share(s, path+".share")
			}
		default:
			c.wrong(n, path, `an expression, or {"rule", "share"}`)
		}
		f.Case.Infeasible = append(f.Case.Infeasible, rule)
	}
}

func (c *collector) graph(f *File) {
	n := c.root.get("graph")
	if n == nil || !c.object(n, "graph", `an object {"states", "moves"}`) {
		return
	}
	c.keys(n, "graph", "states", "moves")
	g := &conflict.Graph{Moves: map[string]map[string][]string{}}
	f.Case.Graph = g
	for k, n := range c.list1(n.get("states"), "graph.states", "a list of states") {
		s := conflict.GraphState{}
		if path := at("graph.states", k); c.object(n, path, `an object {"id", "taken"}`) {
			c.keys(n, path, "id", "taken")
			s.ID = c.text(n.get("id"), path+".id")
			if t := n.get("taken"); t != nil {
				s.Taken = c.words(t, path+".taken", "a list of options")
			}
		}
		g.States = append(g.States, s)
	}
	moves := n.get("moves")
	if !c.object(moves, "graph.moves", "an object from decision makers to their moves") {
		return
	}
	for i, dm := range moves.keys {
		path := "graph.moves." + dm
		if n := moves.items[i]; c.object(n, path, "an object from states to the states reached") {
			g.Moves[dm] = map[string][]string{}
			for k, from := range n.keys {
				g.Moves[dm][from] = c.words(n.items[k], path+"."+from, "a list of states")
			}
		}
	}
}

func (c *collector) preferences(f *File) {
	n := c.root.get("preferences")
	f.Case.Preferences = map[string]conflict.Preference{}
	if !c.object(n, "preferences", "an object from decision makers to their preferences") {
		return
	}
	for i, dm := range n.keys {
		path, p := "preferences."+dm, n.items[i]
		if p.kind == null {
			continue
		}
		if p.kind == text && p.text == string(conflict.Unknown) {
			f.Case.Preferences[dm] = conflict.Preference{Kind: conflict.Unknown}
			continue
		}
		if !c.object(p, path, `an object {"kind", ...}, or "unknown"`) {
			f.Case.Preferences[dm] = conflict.Preference{Kind: conflict.Unknown}
			continue
		}
		pref, doubt := c.preference(p, path)
		f.Case.Preferences[dm] = pref
		if doubt != nil {
			if f.Doubts.Preferences == nil {
				f.Doubts.Preferences = map[string]conflict.Doubt{}
			}
			f.Doubts.Preferences[dm] = *doubt
		}
	}
}

// preference reads the order of one decision maker, and what is unsure in it.
func (c *collector) preference(n *node, path string) (p conflict.Preference, doubt *conflict.Doubt) {
	p.Kind = conflict.Kind(c.text(n.get("kind"), path+".kind"))
	own := map[conflict.Kind][]string{
		conflict.Ranking: {"order"}, conflict.Statements: {"statements", "confidence", "positions"},
		conflict.Weights: {"weights"}, conflict.Scores: {"scores"}, conflict.Unknown: {"pairs"},
	}[p.Kind]
	if own != nil {
		c.keys(n, path, append([]string{"kind"}, own...)...)
	}
	var d conflict.Doubt
	unsure := false
	switch p.Kind {
	case conflict.Ranking:
		for k, class := range c.list1(n.get("order"), path+".order", "a list of classes of states, best first") {
			p.Order = append(p.Order, c.oneOrMore(class, at(path+".order", k), "a list of states"))
		}
	case conflict.Statements:
		for k, level := range c.list1(n.get("statements"), path+".statements", "a list of expressions") {
			p.Statements = append(p.Statements, c.oneOrMore(level, at(path+".statements", k), "an expression, or a list of expressions that are equally important"))
		}
		if s := n.get("confidence"); s != nil {
			d.Confidences, unsure = c.confidences(s, path+".confidence", len(p.Statements)-1), true
		}
		if s := n.get("positions"); s != nil {
			d.Positions, unsure = c.positions(s, path+".positions", len(p.Statements)), true
		}
	case conflict.Weights:
		p.Weights = map[string]float64{}
		w := n.get("weights")
		if w == nil {
			c.fault(conflict.CodeBadValue, path+".weights", "the weights are missing", "give an object from options to numbers; an option without one weighs 0")
		}
		if !c.object(w, path+".weights", "an object from options to numbers") {
			break
		}
		for i, option := range w.keys {
			v := c.value(w.items[i], path+".weights."+option)
			p.Weights[option] = v.Mid()
			if !v.IsPoint() {
				if d.Weights == nil {
					d.Weights = map[string]quantity.Value{}
				}
				d.Weights[option], unsure = v, true
			}
		}
	case conflict.Scores:
		for k, s := range c.list1(n.get("scores"), path+".scores", "a list of numbers") {
			p.Scores = append(p.Scores, c.number(s, at(path+".scores", k)))
		}
	case conflict.Unknown:
		for k, pair := range c.list1(n.get("pairs"), path+".pairs", "a list of pairs [better, worse]") {
			var states [2]string
			if words := c.words(pair, at(path+".pairs", k), "a list of two states, the better first"); len(words) == 2 {
				copy(states[:], words)
			} else if pair.kind == list {
				c.wrong(pair, at(path+".pairs", k), "a pair [better, worse]")
			}
			p.Pairs = append(p.Pairs, states)
		}
	}
	if unsure {
		doubt = &d
	}
	return p, doubt
}

// oneOrMore reads a text, or a list of texts that stand for equals.
func (c *collector) oneOrMore(n *node, path, want string) []string {
	if n.kind == text {
		return []string{n.text}
	}
	return c.words(n, path, want)
}

// confidences reads one number or range a neighbouring pair, or one for all.
func (c *collector) confidences(n *node, path string, pairs int) []quantity.Value {
	var out []quantity.Value
	one := func(n *node, path string) {
		v := c.value(n, path)
		if v.Low < 0 || v.High > 1 {
			c.wrong(n, path, "a confidence from 0 to 1")
		}
		out = append(out, v)
	}
	if n.kind != list {
		for range max(pairs, 0) {
			out = append(out, quantity.Value{})
		}
		if pairs > 0 {
			one(n, path)
			for k := range pairs {
				out[k] = out[pairs]
			}
			out = out[:pairs]
		}
		return out
	}
	if len(n.items) != max(pairs, 0) {
		c.fault(conflict.CodeBadValue, path, fmt.Sprintf("there are %d confidences for %d pairs of neighbouring statements", len(n.items), max(pairs, 0)), "give one a pair: that a statement stands before the next")
		return nil
	}
	for k, item := range n.items {
		one(item, at(path, k))
	}
	return out
}

// positions reads the first and last place of each statement, from 1.
func (c *collector) positions(n *node, path string, levels int) [][2]int {
	items := c.list1(n, path, "a list of [first, last]")
	if len(items) != levels {
		c.fault(conflict.CodeBadValue, path, fmt.Sprintf("there are %d ranges of position for %d statements", len(items), levels), "give one a statement, such as [1, 3]")
		return nil
	}
	out := make([][2]int, levels)
	for k, item := range items {
		at := at(path, k)
		switch {
		case item.kind == number:
			p := c.whole(item, at, 1, levels) - 1
			out[k] = [2]int{p, p}
		case item.kind == list && len(item.items) == 2:
			out[k] = [2]int{c.whole(item.items[0], at+"[0]", 1, levels) - 1, c.whole(item.items[1], at+"[1]", 1, levels) - 1}
		default:
			c.wrong(item, at, "a range [first, last] of positions")
		}
	}
	return out
}
