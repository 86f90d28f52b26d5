package evidence

import (
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
)

// Index is a ledger whose references have been followed. The ledger must not
// change while the index is in use.
type Index struct {
	ledger  *Ledger
	sources map[string]*source
	parts   map[string][]*source // by the whole
	claims  map[string]*claim
	objects map[string]*object
	order   []*object // by id

	assessments map[string][]Assessment // in force, by claim or source
}

// source is a Source with what follows from its references.
type source struct {
	Source
	published Period
	origin    string
}

// claim is a Claim with its places and dates.
type claim struct {
	Claim
	places               []Place // each with the source whose voice it is
	stated               []Place // as written, in the same order
	event, said, knownOn Period
	inForce              bool
	links                []Link // of claims that exist, in force or not
	conflicts            []string
}

// object is anything that claims are linked to.
type object struct {
	id       string
	param    *Param
	edge     *Edge
	basis    Basis
	reason   string
	judgedBy string
	judgedOn string
	judged   Period
	links    []linked // of claims in force, by claim, role, sign, note
}

type linked struct {
	Link
	from *claim
}

// NewIndex follows the references of a ledger. References that lead nowhere
// are no error here: Lint reports them.
//
// Errors are evidence/bad-date and evidence/bad-record, all at once.
func NewIndex(l *Ledger) (*Index, error) {
	x := &Index{
		ledger:      l,
		sources:     make(map[string]*source, len(l.Sources)),
		parts:       map[string][]*source{},
		claims:      make(map[string]*claim, len(l.Claims)),
		objects:     make(map[string]*object, len(l.Params)+len(l.Edges)+len(l.Objects)),
		assessments: map[string][]Assessment{},
	}
	v := &validator{}
	v.records(l)
	x.addSources(v)
	x.addClaims(v)
	x.addObjects(v)
	x.addAssessments(v)
	if err := v.err(); err != nil {
		return nil, err
	}
	x.addLinks()
	return x, nil
}

func (x *Index) addSources(v *validator) {
	for _, s := range distinct(x.ledger.Sources, func(s Source) string { return s.ID }) {
		y := &source{Source: s, published: v.period("source "+s.ID+": published", s.Published)}
		x.sources[s.ID] = y
		if s.PartOf != "" {
			x.parts[s.PartOf] = append(x.parts[s.PartOf], y)
		}
	}
	for _, s := range x.sources {
		s.origin = x.originOf(s)
		if s.Published == "" {
			s.published = x.publishedOf(s)
		}
	}
	for _, parts := range x.parts {
		slices.SortFunc(parts, func(a, b *source) int { return cmp.Compare(a.ID, b.ID) })
	}
}

// distinct keeps one record of each id. Of several, which Lint reports, it is
// the one that comes first as text, so that the order of records shows nowhere.
func distinct[T any](records []T, id func(T) string) []T {
	out := make([]T, 0, len(records))
	at := make(map[string]int, len(records))
	for _, r := range records {
		i, twice := at[id(r)]
		switch {
		case !twice:
			at[id(r)] = len(out)
			out = append(out, r)
		case asText(r) < asText(out[i]):
			out[i] = r
		}
	}
	return out
}

func asText(record any) string {
	text, err := json.Marshal(record)
	if err != nil { // a number that JSON cannot hold
		return fmt.Sprint(record)
	}
	return string(text)
}

// originOf is the stated origin, else that of what the source reposts or
// translates, else the source itself.
func (x *Index) originOf(s *source) string {
	seen := map[string]bool{}
	for {
		if s.Origin != "" {
			return s.Origin
		}
		seen[s.ID] = true
		next := x.sources[cmp.Or(s.RepostOf, s.TranslationOf)]
		if next == nil || seen[next.ID] {
			return s.ID
		}
		s = next
	}
}

// publishedOf is the date of the whole, for a part without one.
func (x *Index) publishedOf(s *source) Period {
	seen := map[string]bool{}
	for s != nil && s.Published == "" && !seen[s.ID] {
		seen[s.ID] = true
		s = x.sources[s.PartOf]
	}
	if s == nil || s.Published == "" {
		return Period{}
	}
	p, _ := ParsePeriod(s.Published) // reported where the whole is read
	return p
}

// voice is the source that a place belongs to: the part of its source that
// covers its paragraphs, else the source.
func (x *Index) voice(p Place) Place {
	if p.Whole() {
		return p
	}
	for _, part := range x.parts[p.Source] {
		if r := part.Paragraphs; r != nil && r[0] <= p.From && p.To <= r[1] {
			p.Source = part.ID
			return p
		}
	}
	return p
}

func (x *Index) addClaims(v *validator) {
	for _, c := range distinct(x.ledger.Claims, func(c Claim) string { return c.ID }) {
		y := &claim{
			Claim:     c,
			event:     v.period("claim "+c.ID+": event", c.Event),
			said:      v.period("claim "+c.ID+": said", c.Said),
			knownOn:   v.period("claim "+c.ID+": known_on", c.KnownOn),
			inForce:   c.Status != "rejected",
			conflicts: c.ConflictsWith,
		}
		y.stated = statedPlaces(c)
		for _, p := range y.stated {
			y.places = append(y.places, x.voice(p))
		}
		x.claims[c.ID] = y
	}
}

// statedPlaces lists the places of a claim as they are written, each once.
func statedPlaces(c Claim) []Place {
	var out []Place
	add := func(source string, from, to int) {
		p := Place{Source: source, From: from, To: max(from, to)}
		if source != "" && !slices.Contains(out, p) {
			out = append(out, p)
		}
	}
	if c.Source != "" && (c.Para > 0 || len(c.Spans) == 0) {
		add(c.Source, c.Para, c.ParaTo)
	}
	for _, p := range c.Also {
		add(p.Source, p.Para, p.ParaTo)
	}
	for _, s := range c.Spans {
		add(cmp.Or(s.Source, c.Source), cmp.Or(s.Paragraph, c.Para), 0)
	}
	return out
}

func (x *Index) addObjects(v *validator) {
	add := func(o *object, what string) {
		o.judged = v.period(what+" "+o.id+": judged_on", o.judgedOn)
		if x.objects[o.id] == nil {
			x.objects[o.id] = o
			x.order = append(x.order, o)
		}
	}
	for _, p := range distinct(x.ledger.Params, func(p Param) string { return p.ID }) {
		add(&object{id: p.ID, param: &p, basis: p.Basis, reason: p.Reason, judgedBy: p.JudgedBy, judgedOn: p.JudgedOn}, "param")
	}
	for _, e := range distinct(x.ledger.Edges, func(e Edge) string { return e.ID }) {
		add(&object{id: e.ID, edge: &e, basis: e.Basis, reason: e.Reason, judgedBy: e.JudgedBy, judgedOn: e.JudgedOn}, "edge")
	}
	for _, o := range distinct(x.ledger.Objects, func(o Object) string { return o.ID }) {
		add(&object{id: o.ID, basis: o.Basis, reason: o.Reason, judgedBy: o.JudgedBy, judgedOn: o.JudgedOn}, "object")
	}
	slices.SortFunc(x.order, func(a, b *object) int { return cmp.Compare(a.id, b.id) })
}

func (x *Index) addAssessments(v *validator) {
	replaced := map[string]bool{}
	for _, a := range x.ledger.Assessments {
		v.period("assessment of "+a.Of+": when", a.When)
		if a.Replaces != "" {
			replaced[a.Replaces] = true
		}
	}
	for _, a := range x.ledger.Assessments {
		if a.ID == "" || !replaced[a.ID] {
			x.assessments[a.Of] = append(x.assessments[a.Of], a)
		}
	}
	for _, as := range x.assessments {
		slices.SortStableFunc(as, func(a, b Assessment) int {
			return cmp.Or(cmp.Compare(a.When, b.When), cmp.Compare(a.Who, b.Who), cmp.Compare(a.ID, b.ID), cmp.Compare(a.Reason, b.Reason))
		})
	}
}

func (x *Index) addLinks() {
	heirs := map[string]string{}
	for _, c := range x.ledger.Claims {
		if c.Replaces != "" {
			heirs[c.Replaces] = max(heirs[c.Replaces], c.ID)
			if old := x.claims[c.Replaces]; old != nil {
				old.inForce = false
			}
		}
	}
	for _, l := range x.ledger.Links {
		c := x.claims[heir(heirs, l.Claim)]
		if c == nil {
			continue
		}
		l.Claim = c.ID
		c.links = append(c.links, l)
		if o := x.objects[l.To]; o != nil && c.inForce {
			o.links = append(o.links, linked{l, c})
		}
	}
	for _, o := range x.order {
		slices.SortFunc(o.links, func(a, b linked) int {
			return cmp.Or(
				strings.Compare(a.Claim, b.Claim), strings.Compare(string(a.Role), string(b.Role)),
				strings.Compare(a.Sign, b.Sign), strings.Compare(a.Note, b.Note),
			)
		})
		o.links = slices.Compact(o.links)
	}
}

// heir follows corrections: a link to a claim that was replaced holds for the
// claim that replaced it.
func heir(heirs map[string]string, id string) string {
	for range len(heirs) {
		next, ok := heirs[id]
		if !ok {
			break
		}
		id = next
	}
	return id
}

// behind is the distinct claims in a supporting role, by id.
func (o *object) behind() []*claim {
	var out []*claim
	for _, l := range o.links {
		if l.Role.Supporting() && (len(out) == 0 || out[len(out)-1] != l.from) {
			out = append(out, l.from)
		}
	}
	return out
}

// reasoned reports whether the object is a judgement that says why.
func (o *object) reasoned() bool { return o.basis == BasisJudgement && o.said() }

// said reports whether a reason is given.
func (o *object) said() bool { return strings.TrimSpace(o.reason) != "" }

// origins is the origins of all places of a claim, sorted.
func (x *Index) origins(c *claim) []string {
	var out []string
	for _, p := range c.places {
		if s := x.sources[p.Source]; s != nil {
			out = append(out, s.origin)
		} else {
			out = append(out, p.Source)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// grade is the claim's own grade, else that of the source of its first place.
func (x *Index) grade(c *claim) string {
	if c.Grade != "" {
		return c.Grade
	}
	for _, p := range c.places {
		if s := x.sources[p.Source]; s != nil && s.Grade != "" {
			return s.Grade
		}
	}
	return ""
}

// Admitted decides for one source on an as-of day; a source that the ledger
// does not hold is undated.
func (x *Index) Admitted(id string, asOf Day) Refusal {
	s := x.sources[id]
	if s == nil {
		return Undated
	}
	overruled := strings.TrimSpace(x.ledger.Admit[id]) != ""
	if !overruled && s.PartOf != "" && s.Published == "" {
		overruled = strings.TrimSpace(x.ledger.Admit[s.PartOf]) != ""
	}
	return Admit(s.published, asOf, overruled)
}
