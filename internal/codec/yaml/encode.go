package yaml

import (
	"strconv"

	"entente/evidence"
	"entente/internal/codec/schema"
	"entente/model"
	"entente/quantity"
)

// The functions here turn a case into a tree of the same shape that the parser
// makes; print.go writes it. What is not given has no node.

func scalar(text string) *node {
	if text == "" {
		return nil
	}
	return &node{kind: scalarNode, text: text}
}

func mapping() *node { return &node{kind: mappingNode} }

// put adds an entry unless there is nothing to say.
func (n *node) put(key string, value *node) {
	if value != nil {
		n.pairs = append(n.pairs, pair{&node{kind: scalarNode, text: key}, value})
	}
}

func texts(list []string) *node {
	if len(list) == 0 {
		return nil
	}
	n := &node{kind: sequenceNode}
	for _, s := range list {
		n.items = append(n.items, &node{kind: scalarNode, text: s})
	}
	return n
}

// encodeItem is the tree of one item.
func encodeItem(t *schema.Type, owner any) *node {
	n := mapping()
	exact := exactPoints(t, owner)
	for i := range t.Keys {
		k := &t.Keys[i]
		if k.Kind == schema.Exact {
			if exact {
				n.put(k.Name, scalar("yes"))
			}
			continue
		}
		n.put(k.Name, encode(k, k.Field(owner), exact))
	}
	return n
}

// exactPoints reports whether one `exact: yes` says it for all points of an
// item.
func exactPoints(t *schema.Type, owner any) bool {
	if k := t.Key("exact"); k == nil || k.Kind != schema.Exact {
		return false
	}
	some := false
	for i := range t.Keys {
		if t.Keys[i].Kind != schema.Number {
			continue
		}
		num := t.Keys[i].Field(owner).(*model.Number)
		if !num.Given || !num.Value.IsPoint() {
			continue
		}
		if !num.Exact {
			return false
		}
		some = true
	}
	return some
}

// encode is the tree of one key's value, nil when it is not given.
func encode(k *schema.Key, h any, exact bool) *node {
	switch h := h.(type) {
	case *schema.Str:
		return scalar(h.Get())
	case *schema.List:
		list := h.Get()
		if k.Many && len(list) == 1 {
			return scalar(list[0])
		}
		return texts(list)
	case *schema.Items:
		return encodeItems(k, h)
	case *schema.Maybe:
		if owner := h.Get(); owner != nil {
			return encodeItem(k.Of, owner)
		}
		return nil
	case *schema.TieEnd:
		if h.Of.Mutual {
			return nil
		}
		return scalar(string(*h.ID()))
	case *schema.RoleLinks:
		return encodeLinks(h.Of.Links, h.Role)
	case *model.Number:
		return encodeNumber(h, exact && h.Value.IsPoint())
	case *model.Flag:
		if !h.Given {
			return nil
		}
		return yesNoText(h.On)
	case *bool:
		if !*h {
			return nil
		}
		return yesNoText(true)
	case *int:
		if *h == 0 {
			return nil
		}
		return scalar(strconv.Itoa(*h))
	}
	return encodeForm(h)
}

func yesNoText(on bool) *node {
	if on {
		return scalar("yes")
	}
	return scalar("no")
}

func encodeItems(k *schema.Key, h *schema.Items) *node {
	n := &node{kind: sequenceNode}
	if h.ID != nil {
		n.kind = mappingNode
	}
	for i := range h.Len() {
		owner := h.At(i)
		if c, ok := owner.(*model.Claim); ok && c.Nameless {
			continue // made again from the places that name it
		}
		item := encodeItem(k.Of, owner)
		if h.ID != nil {
			n.put(h.ID(i).Get(), item)
		} else {
			n.items = append(n.items, item)
		}
	}
	if len(n.pairs)+len(n.items) == 0 {
		return nil
	}
	return n
}

func encodeLinks(links []model.Link, role model.Role) *node {
	var ids []string
	for _, l := range links {
		if l.Role == role {
			ids = append(ids, string(l.Claim))
		}
	}
	return texts(ids)
}

func encodeJudgement(j *model.Judgement) *node {
	if j == nil {
		return nil
	}
	if j.By == "" && j.Date == "" {
		return scalar(j.Why)
	}
	n := mapping()
	n.put("why", scalar(j.Why))
	n.put("by", scalar(j.By))
	n.put("date", scalar(string(j.Date)))
	return n
}

// encodeNumber writes a number in a line where `<-` and `?` can say it all,
// else in its long form.
func encodeNumber(num *model.Number, exactSaid bool) *node {
	if !num.Given {
		return nil
	}
	own := num.Own
	short, ok := num.Value.Written()
	plain := ok && (!num.Exact || exactSaid)
	var places []string
	for _, l := range own.Links {
		plain = plain && l.Role == model.Supports
		places = append(places, string(l.Claim))
	}
	if j := own.Judgement; j != nil {
		plain = plain && j.By == "" && j.Date == "" && isTrimmed(j.Why)
	}
	if plain {
		for i, p := range places {
			if i == 0 {
				short += " <- " + p
			} else {
				short += ", " + p
			}
		}
		if own.Judgement != nil {
			short += " ? " + own.Judgement.Why
		}
		return scalar(short)
	}
	n := encodeValue(num.Value)
	if n.kind == scalarNode {
		value := n
		n = mapping()
		n.put("value", value)
	}
	n.put("because", encodeLinks(own.Links, model.Supports))
	n.put("sets", encodeLinks(own.Links, model.Sets))
	n.put("bounds", encodeLinks(own.Links, model.Bounds))
	n.put("against", encodeLinks(own.Links, model.Contradicts))
	n.put("judgement", encodeJudgement(own.Judgement))
	if num.Exact && !exactSaid {
		n.put("exact", scalar("yes"))
	}
	return n
}

// encodeValue writes a value without reasons.
func encodeValue(v quantity.Value) *node {
	if short, ok := v.Written(); ok {
		return scalar(short)
	}
	n := mapping()
	n.put("dist", scalar(string(v.Shape)))
	if v.Shape == quantity.Triangular {
		low, high := v.Low, v.High
		if v.Left != 0 || v.Right != 0 {
			low, high = v.Left, v.Right
		}
		n.put("low", scalar(quantity.Format(low)))
		n.put("mode", scalar(quantity.Format(v.Mode)))
		n.put("high", scalar(quantity.Format(high)))
		return n
	}
	n.put("mean", scalar(quantity.Format(v.Mean)))
	n.put("sd", scalar(quantity.Format(v.SD)))
	return n
}

func encodePlaces(places []model.Place) string {
	list := make([]evidence.Place, len(places))
	for i, p := range places {
		list[i] = evidence.Place{Source: string(p.Source), From: p.From, To: p.To, Sentence: p.Sentence}
	}
	return evidence.FormatPlaces(list)
}
