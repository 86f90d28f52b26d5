package evidence

import (
	"maps"
	"slices"
)

// Removal is what would be taken away: a paragraph of a source, or with Para
// nil the whole source.
type Removal struct {
	Source string `json:"source"`
	Para   *int   `json:"para"`
}

// Dependents is what hangs on a removal, each list sorted.
type Dependents struct {
	Claims           []string `json:"claims"`            // that stand there
	Objects          []string `json:"objects"`           // that they are linked to
	UnsupportedAfter []string `json:"unsupported_after"` // objects that lose their last supporting claim
	Conclusions      []string `json:"conclusions"`       // that read one of the objects
}

// Dependents lists what hangs on a paragraph or a source. A claim that rests on
// several places is listed when one of them goes, but still holds up its
// objects until the last is gone.
func (x *Index) Dependents(conclusions []Conclusion, r Removal) Dependents {
	touched, gone := map[string]bool{}, map[string]bool{}
	objects := map[string]bool{}
	for id, c := range x.claims {
		hit, all := x.hit(c, r)
		if !hit {
			continue
		}
		touched[id] = true
		gone[id] = all
		for _, l := range c.links {
			objects[l.To] = true
		}
	}
	unsupported := map[string]bool{}
	for id := range objects {
		if o := x.objects[id]; o != nil {
			behind := o.behind()
			last := len(behind) > 0 && !slices.ContainsFunc(behind, func(c *claim) bool { return !gone[c.ID] })
			if last {
				unsupported[id] = true
			}
		}
	}
	named := map[string]bool{}
	for _, c := range conclusions {
		if slices.ContainsFunc(c.Inputs, func(in string) bool { return objects[in] }) {
			named[c.ID] = true
		}
	}
	return Dependents{keys(touched), keys(objects), keys(unsupported), keys(named)}
}

func keys(set map[string]bool) []string {
	return append([]string{}, slices.Sorted(maps.Keys(set))...)
}

// hit reports whether any place of a claim is touched by the removal, and
// whether all of them lie within it. A claim about a whole source is touched by
// the loss of any of its paragraphs.
func (x *Index) hit(c *claim, r Removal) (any, all bool) {
	all = true
	for i, p := range c.places {
		if p.Source != r.Source && c.stated[i].Source != r.Source && !x.within(p.Source, r.Source) {
			all = false
			continue
		}
		switch {
		case r.Para == nil:
			any = true
		case p.Whole():
			any, all = true, false
		case p.From <= *r.Para && *r.Para <= p.To:
			any = true
			all = all && p.From == p.To
		default:
			all = false
		}
	}
	return any, any && all
}

// within reports whether a source is a part, at any depth, of another.
func (x *Index) within(id, whole string) bool {
	for range len(x.sources) {
		s := x.sources[id]
		if s == nil || s.PartOf == "" {
			return false
		}
		if id = s.PartOf; id == whole {
			return true
		}
	}
	return false
}
