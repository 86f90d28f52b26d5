package gmcr

import (
	"fmt"
	"math"
	"strings"

	"entente/conflict"
)

// gmcr reads a user's .gmcr file. Options and decision makers have names there
// and are meant by index; here they get ids made of their names.
func (c *collector) gmcr() *File {
	r := c.root
	f := &File{Format: GMCR}
	f.Case.Preferences = map[string]conflict.Preference{}
	c.keys(r, "", "options", "decisionMakers", "infeasibles", "coalitions", "useManualPreferenceRanking", "useManualPreferenceVectors",
		"title", "name", "description", "version", "programVersion")
	f.Title = c.text(first(r, "title", "name"), "title")
	if d := r.get("description"); d != nil && d.kind == text && d.text != "" {
		f.Notes = []string{d.text}
	}
	u := &userFile{collector: c, f: f, ids: map[string]bool{}, vectors: map[int]bool{}}
	u.options()
	u.decisionMakers()
	c.rename = u.path
	for k, n := range c.list1(r.get("infeasibles"), "infeasibles", "a list of conditions") {
		f.Case.Infeasible = append(f.Case.Infeasible, u.condition(n, at("infeasibles", k)))
	}
	u.preferences()
	u.coalitions()
	return f
}

// userFile is the reading of one .gmcr file.
type userFile struct {
	*collector
	f      *File
	ids    map[string]bool
	owners []int // of options

	vectors map[int]bool // decision makers whose ranking is called preferenceVector
}

func first(n *node, keys ...string) *node {
	for _, k := range keys {
		if v := n.get(k); v != nil {
			return v
		}
	}
	return nil
}

// id makes an id of a name: its letters and digits in lower case, joined by
// hyphens, with a number where it is taken.
func (u *userFile) id(name, fallback string) string {
	var b strings.Builder
	gap := false
	for _, c := range strings.ToLower(name) {
		if c >= 'a' && c <= 'z' || c >= '0' && c <= '9' {
			if gap && b.Len() > 0 {
				b.WriteByte('-')
			}
			b.WriteRune(c)
			gap = false
		} else {
			gap = true
		}
	}
	base := b.String()
	if base == "" {
		base = fallback
	}
	id := base
	for k := 2; u.ids[id]; k++ {
		id = fmt.Sprintf("%s-%d", base, k)
	}
	u.ids[id] = true
	return id
}

func (u *userFile) options() {
	for k, n := range u.list1(u.root.get("options"), "options", "a list of options") {
		path := at("options", k)
		o := conflict.Option{}
		if u.object(n, path, `an object {"name", "permittedDirection"}`) {
			u.keys(n, path, "name", "permittedDirection", "masterIndex", "index", "note", "description")
			o.Name = u.text(n.get("name"), path+".name")
			if d := n.get("permittedDirection"); d != nil {
				switch word := u.text(d, path+".permittedDirection"); word {
				case "fwd":
					o.Change = conflict.SetOnly
				case "back":
					o.Change = conflict.ClearOnly
				case "both", "":
				default:
					u.fault(conflict.CodeBadValue, path+".permittedDirection", fmt.Sprintf("%q is no direction", clip(word)), "write both, fwd or back")
				}
			}
		}
		o.ID = u.id(o.Name, fmt.Sprintf("o%d", k))
		u.f.Case.Options = append(u.f.Case.Options, o)
		u.owners = append(u.owners, -1)
	}
}

func (u *userFile) decisionMakers() {
	u.ids = map[string]bool{}
	for i, n := range u.list1(u.root.get("decisionMakers"), "decisionMakers", "a list of decision makers") {
		path := at("decisionMakers", i)
		d := conflict.DecisionMaker{}
		if u.object(n, path, "an object") {
			u.keys(n, path, "name", "options", "preferences", "preferenceRanking", "preferenceVector", "misperceptions", "isCoalition", "note", "description", "color")
			d.Name = u.text(n.get("name"), path+".name")
			for j, o := range u.list1(n.get("options"), path+".options", "a list of indices of options") {
				where := at(path+".options", j)
				k, ok := u.index(o, where)
				switch {
				case !ok:
				case u.owners[k] >= 0:
					u.fault(conflict.CodeDuplicateID, where, fmt.Sprintf("option %d has two owners", k), "give it one")
				default:
					u.owners[k] = i
				}
			}
			if m := n.get("misperceptions"); m != nil && len(m.items) > 0 {
				u.warn(codeNotUsed, path+".misperceptions", fmt.Sprintf("what %s misperceives is read and not used", d.Name), "keep the file: this program has no use for it yet")
				u.f.Notes = append(u.f.Notes, fmt.Sprintf("Misperceptions of %s, as written: %s", d.Name, u.data[m.at:m.end]))
			}
		}
		d.ID = u.id(d.Name, fmt.Sprintf("d%d", i))
		u.f.Case.DecisionMakers = append(u.f.Case.DecisionMakers, d)
	}
	for k, i := range u.owners {
		if i < 0 {
			u.fault(conflict.CodeUnknownDM, at("options", k), fmt.Sprintf("option %d belongs to nobody", k), "list it with one of the decision makers")
			i = 0
		}
		if i < len(u.f.Case.DecisionMakers) {
			u.f.Case.Options[k].DM = u.f.Case.DecisionMakers[i].ID
		}
	}
}

// path is where in the file a path into the case lies.
func (u *userFile) path(path string) string {
	path = strings.Replace(path, "decision_makers[", "decisionMakers[", 1)
	if after, ok := strings.CutPrefix(path, "infeasible["); ok {
		return "infeasibles[" + after
	}
	for i, d := range u.f.Case.DecisionMakers {
		if after, ok := strings.CutPrefix(path, "preferences."+d.ID); ok && (after == "" || after[0] == '.') {
			after = strings.Replace(after, ".statements", ".preferences", 1)
			return at("decisionMakers", i) + strings.Replace(after, ".order", "."+u.rankingKey(i), 1)
		}
	}
	return path
}

// rankingKey is the key under which a decision maker has a ranking.
func (u *userFile) rankingKey(i int) string {
	if u.vectors[i] {
		return "preferenceVector"
	}
	return "preferenceRanking"
}

// index reads the index of an option.
func (u *userFile) index(n *node, path string) (int, bool) {
	if n.kind != number || n.number != math.Trunc(n.number) || n.number < 0 || n.number >= float64(len(u.f.Case.Options)) {
		u.add(n.at, conflict.Problem{Code: conflict.CodeUnknownOption, Where: []string{path},
			Cause: fmt.Sprintf("%s is no index of an option", n.shown()), Remedy: fmt.Sprintf("the options are numbered from 0 to %d", len(u.f.Case.Options)-1)})
		return 0, false
	}
	return int(n.number), true
}

// condition reads a condition as an expression: pairs [option, "Y" or "N"] that
// all hold, or the members of a compound, of which one holds.
func (u *userFile) condition(n *node, path string) string {
	if n.kind == object {
		u.keys(n, path, "compound", "members", "name", "weight")
		var parts []string
		for k, m := range u.list1(n.get("members"), path+".members", "a list of conditions") {
			if e := u.condition(m, at(path+".members", k)); e != "" {
				parts = append(parts, "("+e+")")
			}
		}
		if len(parts) == 0 {
			u.fault(conflict.CodeBadExpression, path, "a compound condition has no members", "give it some, or drop it")
		}
		return strings.Join(parts, " | ")
	}
	var parts []string
	for k, pair := range u.list1(n, path, `a list of [option, "Y" or "N"], or a compound`) {
		where := at(path, k)
		if pair.kind != list || len(pair.items) != 2 {
			u.wrong(pair, where, `a pair [option, "Y" or "N"]`)
			continue
		}
		o, ok := u.index(pair.items[0], where+"[0]")
		if !ok {
			continue
		}
		id := u.f.Case.Options[o].ID
		switch yes := pair.items[1]; {
		case yes.kind == text && yes.text == "Y":
			parts = append(parts, id)
		case yes.kind == text && yes.text == "N":
			parts = append(parts, "~"+id)
		default:
			u.wrong(yes, where+"[1]", `"Y" or "N"`)
		}
	}
	if n.kind == list && len(n.items) == 0 {
		u.fault(conflict.CodeBadExpression, path, "a condition is empty", "drop it")
	}
	return strings.Join(parts, " & ")
}

func (u *userFile) preferences() {
	manual := u.truth(u.root.get("useManualPreferenceRanking"), "useManualPreferenceRanking")
	manual = u.truth(u.root.get("useManualPreferenceVectors"), "useManualPreferenceVectors") || manual
	for i, n := range u.list1(u.root.get("decisionMakers"), "decisionMakers", "a list of decision makers") {
		if n.kind != object {
			continue
		}
		path, d := at("decisionMakers", i), u.f.Case.DecisionMakers[i]
		var p conflict.Preference
		u.vectors[i] = n.get("preferenceRanking") == nil && n.get("preferenceVector") != nil
		name := u.rankingKey(i)
		switch ranking := n.get(name); {
		case manual && ranking != nil && ranking.kind == list && len(ranking.items) > 0:
			p = u.ranking(ranking, path+"."+name)
		default:
			if c := n.get("preferences"); manual && c != nil && len(c.items) > 0 {
				u.warn(codeNotUsed, path, fmt.Sprintf("the file is to use rankings made by hand, and %s has none, so its conditions are used", d.Name), "check that the order is the one meant")
			}
			for k, s := range u.list1(n.get("preferences"), path+".preferences", "a list of conditions") {
				p.Statements = append(p.Statements, []string{u.condition(s, at(path+".preferences", k))})
			}
			if p.Kind = conflict.Statements; len(p.Statements) == 0 {
				p.Kind = conflict.Unknown
				u.warn(conflict.CodeNoPreferences, path, fmt.Sprintf("%s has no preferences, so its order counts as unknown", d.Name), "state them in the case that is written from this file")
			}
		}
		u.f.Case.Preferences[d.ID] = p
	}
}

// ranking reads numbers of states, best first, ties as nested lists. Numbers count
// the feasible states from 1, or are the states' own binary numbers: which of the
// two is told by the numbers themselves. They are binary where that names more
// different states.
func (u *userFile) ranking(n *node, path string) conflict.Preference {
	p := conflict.Preference{Kind: conflict.Ranking}
	keys := u.feasible()
	if keys == nil {
		return conflict.Preference{Kind: conflict.Unknown} // the rules are reported
	}
	var classes [][]int
	var all []int
	for k, item := range n.items {
		items, where := []*node{item}, at(path, k)
		if item.kind == list {
			items = item.items
		}
		var class []int
		for _, s := range items {
			if s.kind != number || s.number != math.Trunc(s.number) || s.number < 0 || s.number > 1<<52 {
				u.wrong(s, where, "the number of a state")
				continue
			}
			class = append(class, int(s.number))
		}
		classes, all = append(classes, class), append(all, class...)
	}
	places, binary := map[int]string{}, map[int]string{}
	for k, s := range keys {
		places[k+1], binary[s.number] = s.key, s.key
	}
	named := func(names map[int]string) int {
		met := map[int]bool{}
		for _, x := range all {
			if _, ok := names[x]; ok {
				met[x] = true
			}
		}
		return len(met)
	}
	names, remedy := places, fmt.Sprintf("the feasible states are numbered from 1 to %d", len(keys))
	if named(binary) > named(places) {
		u.warn(codeNotUsed, path, "the ranking uses the binary numbers of states, not their place among the feasible ones", "check that the order is the one meant")
		names, remedy = binary, "add 2^k for each option k that is taken"
	}
	for k, class := range classes {
		var out []string
		for _, x := range class {
			key, ok := names[x]
			if !ok {
				u.fault(conflict.CodeRankingInfeasible, at(path, k), fmt.Sprintf("there is no feasible state number %d", x), remedy)
				continue
			}
			out = append(out, key)
		}
		if len(out) > 0 {
			p.Order = append(p.Order, out)
		}
	}
	return p
}

type numbered struct {
	number int
	key    string
}

// feasible lists the feasible states; nil when the rules don't allow that.
func (u *userFile) feasible() []numbered {
	bare := u.f.Case
	bare.Preferences = map[string]conflict.Preference{}
	for _, d := range bare.DecisionMakers {
		bare.Preferences[d.ID] = conflict.Preference{Kind: conflict.Unknown}
	}
	m, _ := conflict.Build(bare)
	if m == nil {
		return nil
	}
	out := make([]numbered, m.Len())
	for s := range out {
		taken, _ := m.Taken(s)
		out[s] = numbered{int(taken), m.Key(s)}
	}
	return out
}

// coalitions become one partition of blocs, with everybody else alone.
func (u *userFile) coalitions() {
	n := u.root.get("coalitions")
	if n == nil {
		return
	}
	var partition [][]string
	seen := map[string]bool{}
	joint := false
	for k, bloc := range u.list1(n, "coalitions", "a list of coalitions") {
		members := []*node{bloc}
		switch {
		case bloc.kind == list:
			members = bloc.items
		case bloc.kind == object && bloc.get("members") != nil && bloc.get("members").kind == list:
			members = bloc.get("members").items
		}
		var ids []string
		for _, m := range members {
			if m.kind == number && m.number == math.Trunc(m.number) && m.number >= 0 && m.number < float64(len(u.f.Case.DecisionMakers)) {
				ids = append(ids, u.f.Case.DecisionMakers[int(m.number)].ID)
				continue
			}
			u.warn(codeNotUsed, at("coalitions", k), "a coalition is written in a way that is not known, and left out", "state the blocs in the case that is written from this file")
			return
		}
		for _, id := range ids {
			if seen[id] {
				u.warn(codeNotUsed, at("coalitions", k), fmt.Sprintf("%q stands in two coalitions, so none is used", id), "state the blocs in the case that is written from this file")
				return
			}
			seen[id] = true
		}
		joint = joint || len(ids) > 1
		partition = append(partition, ids)
	}
	if !joint {
		return
	}
	for _, d := range u.f.Case.DecisionMakers {
		if !seen[d.ID] {
			partition = append(partition, []string{d.ID})
		}
	}
	u.f.Ask.Blocs = [][][]string{partition}
}
