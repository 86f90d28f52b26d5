package gmcr

import (
	"fmt"
	"math"
	"slices"

	"entente/conflict"
	"entente/quantity"
	"entente/spelling"
)

// The functions below read a value of one shape and report another. A nil node
// is a key that is not there, which is reported by whoever needs it.

func (c *collector) wrong(n *node, path, want string) {
	c.add(n.at, conflict.Problem{Code: conflict.CodeBadValue, Where: []string{path},
		Cause: fmt.Sprintf("%s stands here, where %s is needed", n.shown(), want), Remedy: "write " + want})
}

// shown is a value in the words of a message.
func (n *node) shown() string {
	switch n.kind {
	case text:
		return fmt.Sprintf("the text %q", clip(n.text))
	case number:
		return "the number " + clip(n.text)
	}
	return n.kind.String()
}

func (c *collector) text(n *node, path string) string {
	if n == nil {
		return ""
	}
	if n.kind != text {
		c.wrong(n, path, "a text")
		return ""
	}
	return n.text
}

// words reads a list of texts.
func (c *collector) words(n *node, path, want string) []string {
	out := []string{}
	for k, item := range c.list1(n, path, want) {
		out = append(out, c.text(item, at(path, k)))
	}
	return out
}

// list1 are the items of a list.
func (c *collector) list1(n *node, path, want string) []*node {
	if n == nil {
		return nil
	}
	if n.kind != list {
		c.wrong(n, path, want)
		return nil
	}
	return n.items
}

func (c *collector) truth(n *node, path string) bool {
	if n == nil {
		return false
	}
	if n.kind != boolean {
		c.wrong(n, path, "true or false")
	}
	return n.truth
}

func (c *collector) number(n *node, path string) float64 {
	if n.kind != number || math.IsNaN(n.number) {
		c.wrong(n, path, "a finite number")
		return 0
	}
	return n.number
}

// whole reads a whole number between two bounds.
func (c *collector) whole(n *node, path string, low, high int) int {
	want := fmt.Sprintf("a whole number from %d to %d", low, high)
	if n.kind != number || n.number != math.Trunc(n.number) || n.number < float64(low) || n.number > float64(high) {
		c.wrong(n, path, want)
		return low
	}
	return int(n.number)
}

// share reads a number from 0 to 1.
func (c *collector) share(n *node, path string) float64 {
	if n.kind != number || !(n.number >= 0 && n.number <= 1) {
		c.wrong(n, path, "a share from 0 to 1")
		return 1
	}
	return n.number
}

// value reads a number or a range: 2, [1, 3], or [1, 2, 3] for low, mode, high.
func (c *collector) value(n *node, path string) quantity.Value {
	if n.kind != list {
		return quantity.PointOf(c.number(n, path))
	}
	x := make([]float64, len(n.items))
	for k, item := range n.items {
		x[k] = c.number(item, at(path, k))
	}
	switch {
	case len(x) == 2 && x[0] <= x[1]:
		return quantity.Between(x[0], x[1])
	case len(x) == 3 && x[0] <= x[1] && x[1] <= x[2]:
		return quantity.PERTOf(x[0], x[1], x[2])
	}
	c.wrong(n, path, "a number, [low, high] or [low, mode, high], ascending")
	return quantity.PointOf(0)
}

// keys warns of keys that an object should not have.
func (c *collector) keys(n *node, path string, known ...string) {
	for i, k := range n.keys {
		if slices.Contains(known, k) {
			continue
		}
		remedy := "drop it; notes belong into notes"
		if near := spelling.Nearest(k, known); near != "" {
			remedy = fmt.Sprintf("did you mean %q?", near)
		}
		c.add(n.keyAt[i], conflict.Problem{Code: codeUnknown, Warning: true, Where: []string{key(path, k)},
			Cause: fmt.Sprintf("the key %q is not known and not read", clip(k)), Remedy: remedy})
	}
}

// object reports whether the value is an object, and says so when it is not.
func (c *collector) object(n *node, path, want string) bool {
	if n == nil {
		return false
	}
	if n.kind != object {
		c.wrong(n, path, want)
		return false
	}
	return true
}

func at(path string, k int) string { return fmt.Sprintf("%s[%d]", path, k) }

func key(path, k string) string {
	if path == "" {
		return k
	}
	return path + "." + k
}
