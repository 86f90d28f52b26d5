package yaml

import (
	"fmt"

	"entente/internal/codec/schema"
	"entente/model"
)

// preferences reads each actor's order over states, in one of four forms.
func (r *reader) preferences(k *schema.Key, v *node, into *[]model.Preference, path string) {
	*into = make([]model.Preference, 0, len(v.pairs))
	r.byRef(k, v, path, func(id string, n *node, at string) {
		*into = append(*into, model.Preference{Actor: model.ActorID(id)})
		p := &(*into)[len(*into)-1]
		switch {
		case n.isText("unknown"):
			p.Unknown = true
		case n.kind == sequenceNode:
			r.statements(n, &p.Statements, at)
		case n.kind == mappingNode && len(n.pairs) == 1 && n.pairs[0].key.text == "ranking":
			r.ranking(n.pairs[0].value, p, join(at, "ranking"))
		case n.kind == mappingNode && len(n.pairs) == 1 && n.pairs[0].key.text == "weights":
			r.weights(n.pairs[0].value, p, join(at, "weights"))
		default:
			r.wrongType(n, at, "a list of statements, {ranking: [...]}, {weights: {...}} or the word unknown")
		}
	})
}

func (r *reader) statements(v *node, into *[]model.Statement, path string) {
	if len(v.items) == 0 {
		r.fail(v, path, "case/empty-value", "The list of statements is empty.", "Write one, or the word unknown.")
		return
	}
	*into = make([]model.Statement, len(v.items))
	for i, n := range v.items {
		at := fmt.Sprintf("%s.%d", path, i+1)
		r.places[at] = n
		r.object(schema.Statement, n, &(*into)[i], at, true)
	}
}

// ranking reads classes of states, best first: a state, or a list of states
// that are equal.
func (r *reader) ranking(v *node, p *model.Preference, path string) {
	if v.kind != sequenceNode || len(v.items) == 0 {
		r.wrongType(v, path, "a list of states, best first")
		return
	}
	seen := map[string]bool{}
	for _, n := range v.items {
		states := []*node{n}
		if n.kind == sequenceNode {
			states = n.items
		}
		var class []string
		for _, s := range states {
			key, ok := r.stateKey(s, path)
			if !ok {
				continue
			}
			if seen[key] {
				r.fail(s, path, "case/duplicate-entry", fmt.Sprintf("The state %q is ranked twice.", key), "Keep one.")
				continue
			}
			seen[key] = true
			class = append(class, key)
		}
		if len(class) > 0 {
			p.Ranking = append(p.Ranking, class)
		}
	}
}

func (r *reader) weights(v *node, p *model.Preference, path string) {
	if v.kind != mappingNode || len(v.pairs) == 0 {
		r.wrongType(v, path, "a mapping from options to numbers")
		return
	}
	p.Weights = make([]model.OptionWeight, 0, len(v.pairs))
	r.byRef(&schema.Key{Ref: schema.Option}, v, path, func(id string, n *node, at string) {
		p.Weights = append(p.Weights, model.OptionWeight{Option: model.OptionID(id)})
		r.number(n, &p.Weights[len(p.Weights)-1].Weight, at)
	})
}
