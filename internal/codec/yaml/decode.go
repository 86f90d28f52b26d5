package yaml

import (
	"fmt"
	"strconv"
	"strings"

	"entente/internal/codec/schema"
	"entente/model"
	"entente/spelling"
)

// object fills one item from a mapping. With whole false, missing keys are not
// reported: a file that could not be read may hold them.
func (r *reader) object(t *schema.Type, n *node, owner any, path string, whole bool) {
	if n.kind != mappingNode {
		r.wrongType(n, path, "a mapping (key: value)")
		return
	}
	r.unknownKeys(t, n, path)
	exact := r.exact(t, n, path)
	for i := range t.Keys {
		k := &t.Keys[i]
		v := n.get(k.Name)
		if v == nil {
			if k.Required && whole {
				r.missing(t, k, n, path)
			}
			if k.Kind == schema.Number {
				num := k.Field(owner).(*model.Number)
				r.numbers[num], r.keys[num] = n, k.Name
			}
			continue
		}
		at := join(path, k.Name)
		if at != path {
			r.places[at] = v
		}
		r.value(k, v, owner, at)
		if exact && k.Kind == schema.Number {
			if num := k.Field(owner).(*model.Number); num.Given && num.Value.IsPoint() {
				num.Exact = true
			}
		}
	}
}

func (r *reader) unknownKeys(t *schema.Type, n *node, path string) {
	for _, kv := range n.pairs {
		if t.Key(kv.key.text) != nil || kv.key.text == "<<" {
			continue
		}
		known := make([]string, len(t.Keys))
		for i := range t.Keys {
			known[i] = t.Keys[i].Name
		}
		remedy := fmt.Sprintf("%s has: %s.", capital(t.Name), strings.Join(known, ", "))
		if near := spelling.Nearest(kv.key.text, known); near != "" {
			remedy = fmt.Sprintf("Did you mean %q?", near)
		}
		r.fail(kv.key, join(path, kv.key.text), "case/unknown-key", fmt.Sprintf("%s has no key %q.", capital(t.Name), kv.key.text), remedy)
	}
}

// exact reads `exact: yes`, which marks the points of an item as meant.
func (r *reader) exact(t *schema.Type, n *node, path string) bool {
	if k := t.Key("exact"); k == nil || k.Kind != schema.Exact {
		return false
	}
	v := n.get("exact")
	if v == nil {
		return false
	}
	on, _ := r.yesNo(v, join(path, "exact"))
	return on
}

func (r *reader) missing(t *schema.Type, k *schema.Key, n *node, path string) {
	remedy := "Add `" + k.Name + ": ...`: " + lowerFirst(k.Doc)
	if k.Example != "" {
		remedy = "Add `" + k.Name + ": " + k.Example + "`: " + lowerFirst(k.Doc)
	}
	r.fail(n, path, "case/missing-key", fmt.Sprintf("%s needs %q.", capital(t.Name), k.Name), remedy)
}

func (r *reader) wrongType(n *node, path, want string) {
	if n.faulty {
		return
	}
	got := "nothing"
	switch n.kind {
	case scalarNode:
		got = fmt.Sprintf("the text %q", clip(n.text))
	case mappingNode:
		got = "a mapping"
	case sequenceNode:
		got = "a list"
	}
	r.fail(n, path, "case/wrong-type", fmt.Sprintf("This should be %s, and is %s.", want, got), "`entente schema` describes every key.")
}

// value fills one key.
func (r *reader) value(k *schema.Key, v *node, owner any, path string) {
	h := k.Field(owner)
	if v.kind == emptyNode {
		switch k.Kind {
		case schema.Map, schema.Sequence, schema.Object, schema.Admit, schema.Preferences:
			return // a section that is still to be written
		}
		r.fail(v, path, "case/empty-value", fmt.Sprintf("Nothing is written for %q.", k.Name), "Write a value, or remove the key.")
		return
	}
	switch k.Kind {
	case schema.Text, schema.Name:
		if s, ok := r.text(v, path); ok {
			h.(*schema.Str).Set(s)
		}
	case schema.Word:
		if s, ok := r.word(k, v, path); ok {
			h.(*schema.Str).Set(s)
		}
	case schema.Sign:
		if s, ok := r.sign(k, v, path); ok {
			h.(*schema.Str).Set(s)
		}
	case schema.Ref:
		r.ref(k, v, h, path)
	case schema.Refs, schema.Texts:
		r.list(k, v, h.(*schema.List), path)
	case schema.Date, schema.Dates:
		if s, ok := r.date(v, path, k.Kind == schema.Dates); ok {
			h.(*schema.Str).Set(s)
		}
	case schema.Count:
		if s, ok := r.text(v, path); ok {
			x, err := strconv.Atoi(s)
			if err != nil || x < 0 || x > 1_000_000 {
				r.fail(v, path, "case/wrong-type", fmt.Sprintf("%q is no whole number from 0 to 1,000,000.", clip(s)), "Write it in digits.")
				return
			}
			*h.(*int) = x
		}
	case schema.YesNo:
		if on, ok := r.yesNo(v, path); ok {
			switch h := h.(type) {
			case *bool:
				*h = on
			case *model.Flag:
				*h = model.Flag{Given: true, On: on}
			}
		}
	case schema.Number:
		r.number(v, h.(*model.Number), path)
	case schema.Rule:
		if s, ok := r.expression(v, path); ok {
			h.(*schema.Str).Set(s)
		}
	case schema.State:
		if s, ok := r.stateKey(v, path); ok {
			h.(*schema.Str).Set(s)
		}
	case schema.Path:
		if s, ok := r.text(v, path); ok {
			h.(*schema.Str).Set(string(NormalPath(s)))
		}
	case schema.Object:
		r.object(k.Of, v, h.(*schema.Maybe).Make(), path, true)
	case schema.Map:
		r.mapping(k, v, h.(*schema.Items), path)
	case schema.Sequence:
		r.sequence(k, v, h.(*schema.Items), path)
	case schema.Exact: // read with the item
	default:
		r.form(k, v, h, path)
	}
}

// mapping fills items by id. Pointers into the list stay good, since it never
// grows afterwards.
func (r *reader) mapping(k *schema.Key, v *node, h *schema.Items, path string) {
	if v.kind != mappingNode {
		r.wrongType(v, path, "a mapping from ids to items")
		return
	}
	h.Make(len(v.pairs))
	for i, kv := range v.pairs {
		at := join(path, kv.key.text)
		r.places[at] = kv.key
		h.ID(i).Set(kv.key.text)
		if k.RefIDs {
			r.resolve(k.Ref, kv.key.text, kv.key, at)
		}
		if k.Ref == schema.Set {
			r.rows = setRows(kv.value)
		}
		// A missing key is reported at the id, not at the brace.
		r.item(k.Of, kv.key, kv.value, h.At(i), at)
	}
}

func (r *reader) item(t *schema.Type, key, value *node, owner any, path string) {
	if value.kind == emptyNode {
		r.fail(key, path, "case/empty-value", fmt.Sprintf("Nothing is written for %s %q.", strings.TrimPrefix(strings.TrimPrefix(t.Name, "an "), "a "), key.text), "Write its keys, or remove it.")
		return
	}
	r.object(t, value, owner, path, true)
}

// setRows lists the hypotheses of a set before its evidence is read. Unless
// the set is declared complete there is a row none.
func setRows(set *node) *idList {
	l := newIDs()
	if set.kind != mappingNode {
		return l
	}
	if rows := set.get("rows"); rows != nil && rows.kind == mappingNode {
		for _, kv := range rows.pairs {
			l.add(kv.key)
		}
	}
	if !set.get("complete").isText("yes") {
		l.add(&node{kind: scalarNode, src: set.src, pos: set.pos, text: "none"})
	}
	return l
}

func (r *reader) sequence(k *schema.Key, v *node, h *schema.Items, path string) {
	if v.kind != sequenceNode {
		r.wrongType(v, path, "a list (- item)")
		return
	}
	h.Make(len(v.items))
	for i, n := range v.items {
		at := join(path, itemName(k.Of, n, i))
		if r.places[at] != nil {
			at = join(path, strconv.Itoa(i+1))
		}
		r.places[at] = n
		if n.kind == emptyNode {
			r.fail(n, at, "case/empty-value", "A list item with nothing in it.", "Write its keys, or remove the dash.")
			continue
		}
		r.object(k.Of, n, h.At(i), at, true)
	}
}

// itemName is the name by which an item of a list goes in paths: what it joins,
// or else its number from 1.
func itemName(t *schema.Type, n *node, i int) string {
	text := func(key string) string {
		if n.kind == mappingNode {
			if v := n.get(key); v != nil && v.kind == scalarNode {
				return v.text
			}
		}
		return ""
	}
	both := func(a, separator, b string) string {
		if text(a) != "" && text(b) != "" {
			return text(a) + separator + text(b)
		}
		return ""
	}
	name := ""
	switch t.Name {
	case "a tie":
		name = both("from", ".", "to")
		if n.kind == mappingNode {
			if v := n.get("between"); name == "" && v != nil && v.kind == sequenceNode && len(v.items) == 2 {
				name = v.items[0].text + "." + v.items[1].text
			}
		}
	case "a causal link":
		if l, err := model.ParseLinkText(text("link")); err == nil {
			name = string(model.LinkPath(l.From, l.To))
		}
	case "a binding":
		name = both("driver", " -> ", "moves")
	case "a feedback":
		name = both("issue", " -> ", "moves")
	case "a band":
		name = both("of", ".", "watch")
	}
	if name == "" {
		name = strconv.Itoa(i + 1)
	}
	return name
}

func capital(s string) string {
	if s == "" {
		return s
	}
	return strings.ToUpper(s[:1]) + s[1:]
}

func lowerFirst(s string) string {
	if s == "" {
		return s
	}
	return strings.ToLower(s[:1]) + s[1:]
}

// clip shortens a text that a message repeats.
func clip(s string) string {
	const most = 60
	r := []rune(s)
	if len(r) <= most {
		return s
	}
	return string(r[:most]) + "…"
}
