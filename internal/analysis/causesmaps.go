package analysis

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"entente/cause"
	"entente/internal/codec/yaml"
	"entente/internal/version"
	"entente/model"
)

// CausesMapsFormat names the JSON form of CausesMaps.
const CausesMapsFormat = "entente.causes.maps/1"

// CausesMaps sets the maps of two sources side by side: what both say, what one
// says, and what each alone would answer.
type CausesMaps struct {
	Format  string  `json:"format"`
	Version string  `json:"version"`
	Case    CaseRef `json:"case"`
	Seed    uint64  `json:"seed"`
	Draws   int     `json:"draws"` // accepted draws of each question to each map

	A string `json:"a"` // ids of sources
	B string `json:"b"`

	// Asserted says that the maps hold only links that claims assert as such; else
	// also those that the case adopts because of a source's claims.
	Asserted bool `json:"asserted"`

	// Maps are all sources with links, those with the most first, then the union
	// and the agreed links of the two and the case's own map.
	Maps  []SourceMap    `json:"maps"`
	Links []ComparedLink `json:"links"` // of the two sources, by cause and effect
	// Counts are by class: agree, opposed, denied, unclear, only-a, only-b,
	// only-a-concept, only-b-concept.
	Counts          []ClassCount  `json:"counts"`
	JaccardConcepts *float64      `json:"jaccard_concepts"` // shared concepts, of all; null: there are none
	JaccardLinks    *float64      `json:"jaccard_links"`    // pairs of which both speak, of all
	SignAgreement   *float64      `json:"sign_agreement"`   // equal signs where both speak; null: nowhere
	Questions       []MapQuestion `json:"questions"`
	Claimed         []ClaimedLink `json:"claimed"` // every link that a claim asserts, in the order of claims
	// NoClaim are the paths of adopted links that no claim asserts as such.
	NoClaim []string `json:"no_claim"`
	Words   []string `json:"words"`
}

// SourceMap is the map that one source's claims make, or one made of two.
type SourceMap struct {
	ID       string   `json:"id"`   // a source's id; union, agreed, case
	Kind     string   `json:"kind"` // source, union, agreed, case
	Title    string   `json:"title"`
	Origin   string   `json:"origin,omitempty"`
	Concepts []string `json:"concepts"`
	Links    int      `json:"links"`
	Claims   int      `json:"claims"`
}

// ComparedLink is one pair of drivers of which a source speaks.
type ComparedLink struct {
	Path    string      `json:"path"`
	From    string      `json:"from"`
	To      string      `json:"to"`
	Class   cause.Class `json:"class"`
	A       *SaidLink   `json:"a"` // null: silent
	B       *SaidLink   `json:"b"`
	Adopted string      `json:"adopted,omitempty"` // the sign that the case adopts; absent: none
}

// SaidLink is what one source says of a link.
type SaidLink struct {
	Sign    string `json:"sign"` // +- where its claims give both
	Despite bool   `json:"despite"`
	// Asserted is false where none of its claims asserts the link as such, and the
	// case adopts it because of them.
	Asserted bool     `json:"asserted"`
	Claims   []string `json:"claims"`
}

// ClassCount is how many links stand in a class.
type ClassCount struct {
	Class cause.Class `json:"class"`
	Count int         `json:"count"`
}

// MapQuestion is a question of the case that is put to several maps.
type MapQuestion struct {
	Push    []PushedDriver `json:"push"`
	Node    string         `json:"node"`
	Name    string         `json:"name"`
	Of      []string       `json:"of"` // conclusions that ask it
	Replies []MapReply     `json:"replies"`
}

// MapReply is what one map answers.
type MapReply struct {
	Map       string          `json:"map"`                 // a SourceMap's id
	Direction cause.Direction `json:"direction,omitempty"` // absent: it cannot answer
	Firm      bool            `json:"firm"`
	Pos       float64         `json:"pos"`
	Neg       float64         `json:"neg"`
	Zero      float64         `json:"zero"`
	Missing   []string        `json:"missing"` // concepts of the question that it does not know
	Words     string          `json:"words"`
}

// ClaimedLink is a link as a claim asserts it, and what the case made of it.
type ClaimedLink struct {
	Claim   string `json:"claim"`
	Says    string `json:"says,omitempty"`
	Source  string `json:"source"`
	Origin  string `json:"origin"`
	Path    string `json:"path"`
	Sign    string `json:"sign"`
	Despite bool   `json:"despite"`
	// Stands is adopted (with that sign), opposed (with the other), or not-adopted.
	Stands string `json:"stands"`
}

// mapDraws is how many accepted draws each map is given for a question.
const mapDraws = 1000

// sourceMap is the map of one source's claims.
type sourceMap struct {
	source *model.Source
	nodes  []string
	pairs  []model.Path // in the order of mention
	said   map[model.Path]*SaidLink
	ends   map[model.Path][2]string
	claims int
}

// MapsQuestion says which maps to set side by side. Empty ids mean the two whole
// sources with the most links.
type MapsQuestion struct {
	A, B     model.SourceID
	Asserted bool // only links that claims assert as such
}

// CompareMaps sets two sources' maps side by side.
func CompareMaps(ctx context.Context, f *yaml.File, o Options, ask MapsQuestion) (*CausesMaps, error) {
	f = without(f, o.Without)
	p := newPlan(f.Case, nil)
	if p.signed == nil {
		return nil, ErrNoCauses
	}
	a, b := ask.A, ask.B
	all := p.signed.sourceMaps(ask.Asserted)
	for _, id := range []*model.SourceID{&a, &b} {
		if *id != "" {
			continue
		}
		for _, m := range all {
			if m.source.PartOf == "" && m.source.ID != a && m.source.ID != b {
				*id = m.source.ID
				break
			}
		}
	}
	mapOf := func(id model.SourceID) *sourceMap {
		for _, m := range all {
			if m.source.ID == id {
				return m
			}
		}
		return &sourceMap{source: &model.Source{ID: id}, said: map[model.Path]*SaidLink{}}
	}
	mapA, mapB := mapOf(a), mapOf(b)
	out := &CausesMaps{
		Format: CausesMapsFormat, Version: version.Version, Case: caseRef(f), Seed: o.Seed, Draws: min(o.Draws, mapDraws),
		A: string(a), B: string(b), Asserted: ask.Asserted, Maps: []SourceMap{}, Links: []ComparedLink{}, Counts: []ClassCount{}, Questions: []MapQuestion{}, Claimed: []ClaimedLink{}, NoClaim: []string{}, Words: []string{},
	}
	for _, m := range all {
		out.Maps = append(out.Maps, SourceMap{
			ID: string(m.source.ID), Kind: "source", Title: sourceTitle(f.Case, m.source), Origin: originOf(f.Case, m.source),
			Concepts: m.nodes, Links: len(m.pairs), Claims: m.claims,
		})
	}
	p.signed.compareInto(out, mapA, mapB)
	p.signed.claimedInto(out)
	named, err := p.signed.namedMaps(mapA, mapB)
	if err != nil {
		return nil, err
	}
	for i, title := range []string{"either source", "links that both give, with the same sign", "the case's own map"} {
		m := named[2+i]
		out.Maps = append(out.Maps, SourceMap{ID: m.Name, Kind: m.Name, Title: title, Concepts: orEmpty(m.Map.Nodes), Links: len(m.Map.Edges)})
	}
	if err := p.signed.consult(ctx, out, named); err != nil {
		return nil, err
	}
	out.Words = out.words()
	return out, nil
}

func sourceTitle(c *model.Case, s *model.Source) string {
	if whole := c.Source(s.PartOf); s.Title == "" && whole != nil {
		return whole.Title
	}
	return s.Title
}

// sourceMaps are the maps of all sources with links, those with the most links
// first.
func (m *causeMap) sourceMaps(assertedOnly bool) []*sourceMap {
	var out []*sourceMap
	claims := map[*sourceMap]map[model.ClaimID]bool{}
	add := func(l claimedLink, asserted bool) {
		at := slices.IndexFunc(out, func(m *sourceMap) bool { return m.source.ID == l.source.ID })
		if at < 0 {
			at = len(out)
			out = append(out, &sourceMap{source: l.source, said: map[model.Path]*SaidLink{}, ends: map[model.Path][2]string{}})
			claims[out[at]] = map[model.ClaimID]bool{}
		}
		m := out[at]
		if !claims[m][l.claim.ID] {
			claims[m][l.claim.ID] = true
			m.claims++
		}
		m.add(l, asserted)
	}
	for _, l := range claimedLinks(m.p.c) {
		add(l, true)
	}
	if !assertedOnly {
		for _, l := range m.adoptedLinks() {
			add(l, false)
		}
	}
	slices.SortStableFunc(out, func(a, b *sourceMap) int { return cmp.Compare(len(b.pairs), len(a.pairs)) })
	return out
}

// add takes a claim's link in. Claims of opposite sign make a link of either; a
// link that is asserted as such stands over one that is read from a claim.
func (m *sourceMap) add(l claimedLink, asserted bool) {
	path := model.LinkPath(l.link.From, l.link.To)
	for _, node := range []string{string(l.link.From), string(l.link.To)} {
		if !slices.Contains(m.nodes, node) {
			m.nodes = append(m.nodes, node)
		}
	}
	s := m.said[path]
	if s == nil {
		s = &SaidLink{Sign: string(l.link.Sign), Asserted: asserted, Claims: []string{}}
		m.said[path] = s
		m.pairs = append(m.pairs, path)
		m.ends[path] = [2]string{string(l.link.From), string(l.link.To)}
	}
	if !slices.Contains(s.Claims, string(l.claim.ID)) {
		s.Claims = append(s.Claims, string(l.claim.ID))
	}
	s.Despite = s.Despite || l.link.Despite
	if s.Sign != string(l.link.Sign) && (asserted || !s.Asserted) {
		s.Sign = string(cause.Either)
	}
}

func (m *sourceMap) view() cause.View {
	v := cause.View{Nodes: m.nodes}
	for _, path := range m.pairs {
		v.Links = append(v.Links, cause.Said{From: m.ends[path][0], To: m.ends[path][1], Sign: cause.Sign(m.said[path].Sign)})
	}
	return v
}

// asMap is the map that the source's links make, with the case's size where the
// case adopts the link, else none stated.
func (m *sourceMap) asMap(of *causeMap) cause.Map {
	out := cause.Map{Nodes: m.nodes, Self: cause.Self(of.c.Self)}
	for _, path := range m.pairs {
		sign, uncertain, exists := cause.Sign(m.said[path].Sign).Adopt()
		if !exists {
			continue
		}
		e := cause.Edge{From: m.ends[path][0], To: m.ends[path][1], Sign: sign, Uncertain: uncertain}
		if l := of.link(path); l != none {
			size := of.p.vars[of.links[l].size].value
			e.Size = &size
			e.Uncertain = e.Uncertain || of.links[l].link.Uncertain
		}
		out.Edges = append(out.Edges, e)
	}
	return out
}

func (m *causeMap) compareInto(out *CausesMaps, a, b *sourceMap) {
	c := cause.Compare(a.view(), b.view())
	for _, l := range c.Links {
		path := model.LinkPath(model.DriverID(l.From), model.DriverID(l.To))
		row := ComparedLink{Path: string(path), From: l.From, To: l.To, Class: l.Class, A: a.said[path], B: b.said[path]}
		if at := m.link(path); at != none {
			row.Adopted = string(m.links[at].link.Sign)
		}
		out.Links = append(out.Links, row)
	}
	for _, class := range cause.Classes() {
		out.Counts = append(out.Counts, ClassCount{class, c.Counts[class]})
	}
	out.JaccardConcepts, out.JaccardLinks, out.SignAgreement = defined(c.JaccardConcepts), defined(c.JaccardLinks), defined(c.SignAgreement)
}

// defined is nil for a number that there is none of.
func defined(x float64) *float64 {
	if x != x {
		return nil
	}
	return &x
}

func (m *causeMap) claimedInto(out *CausesMaps) {
	asserted := map[model.Path]bool{}
	for _, l := range claimedLinks(m.p.c) {
		path := model.LinkPath(l.link.From, l.link.To)
		v := ClaimedLink{
			Claim: string(l.claim.ID), Says: l.claim.Says, Source: string(l.source.ID), Origin: originOf(m.p.c, l.source),
			Path: string(path), Sign: string(l.link.Sign), Despite: l.link.Despite, Stands: "not-adopted",
		}
		if at := m.link(path); at != none {
			v.Stands = "adopted"
			asserted[path] = true
			if opposite(l.link.Sign, m.links[at].link.Sign) {
				v.Stands = "opposed"
			}
		}
		out.Claimed = append(out.Claimed, v)
	}
	for i := range m.links {
		if path := m.links[i].path; !asserted[path] {
			out.NoClaim = append(out.NoClaim, string(path))
		}
	}
}

// namedMaps are the two sources' maps, their union, what they agree on and the
// case's own.
func (m *causeMap) namedMaps(a, b *sourceMap) ([]cause.Named, error) {
	mapA, mapB := a.asMap(m), b.asMap(m)
	own, err := m.compile(m.p.base, nil)
	if err != nil {
		return nil, err
	}
	return []cause.Named{
		{Name: string(a.source.ID), Map: mapA}, {Name: string(b.source.ID), Map: mapB},
		{Name: "union", Map: cause.Union(mapA, mapB)}, {Name: "agreed", Map: cause.Agreed(mapA, mapB)}, {Name: "case", Map: own.signed},
	}, nil
}

// consult puts the questions of the conclusions' tests to every map.
func (m *causeMap) consult(ctx context.Context, out *CausesMaps, named []cause.Named) error {
	var asks []cause.Ask
	for i := range m.p.c.Conclusions {
		k := &m.p.c.Conclusions[i]
		t, ok := test(k, model.LensCauses)
		if !ok {
			continue
		}
		d := m.drivers[t.Push.Driver]
		q := MapQuestion{Push: []PushedDriver{m.pushed(d, model.Push, t.Push.Size)}, Node: string(t.Node), Name: m.name(m.drivers[t.Node]), Of: []string{string(k.ID)}}
		at := slices.IndexFunc(out.Questions, func(o MapQuestion) bool { return o.Node == q.Node && slices.Equal(o.Push, q.Push) })
		if at >= 0 {
			out.Questions[at].Of = append(out.Questions[at].Of, string(k.ID))
			continue
		}
		out.Questions = append(out.Questions, q)
		asks = append(asks, cause.Ask{Push: map[string]float64{string(t.Push.Driver): t.Push.Size.Mid()}, Node: string(t.Node)})
	}
	replies, err := cause.Consult(ctx, named, asks, out.Draws, out.Seed)
	if err != nil {
		return err
	}
	for q := range replies {
		for i, reply := range replies[q] {
			out.Questions[q].Replies = append(out.Questions[q].Replies, mapReply(named[i].Name, out.Questions[q].Node, reply))
		}
	}
	return nil
}

func mapReply(name, node string, r cause.Reply) MapReply {
	out := MapReply{Map: name, Missing: orEmpty(r.Missing)}
	var wrong *cause.Error
	switch {
	case len(r.Missing) > 0:
		out.Words = "Does not know " + list(r.Missing) + "."
	case errors.As(r.Err, &wrong):
		out.Words = sentence(wrong.Cause)
	default:
		out.Direction, out.Firm, out.Pos, out.Neg, out.Zero = r.Response.Direction, r.Response.Firm, r.Response.Pos, r.Response.Neg, r.Response.Zero
		out.Words = sentence(r.Response.Words(node))
	}
	return out
}

// words say how the two sources relate.
func (v *CausesMaps) words() []string {
	count := map[cause.Class]int{}
	for _, c := range v.Counts {
		count[c.Class] = c.Count
	}
	if len(v.Links) == 0 {
		return []string{"No source asserts a link."}
	}
	if v.B == "" {
		return []string{"Only one source asserts links: " + v.A + "."}
	}
	both := count[cause.Agree] + count[cause.Opposed] + count[cause.Denied] + count[cause.Unclear]
	out := []string{fmt.Sprintf("Of %d links, %s and %s both speak of %d and give the same sign to %d. %s alone gives %d, %s alone %d. Silence is not denial.",
		len(v.Links), v.A, v.B, both, count[cause.Agree], v.A, count[cause.OnlyA]+count[cause.OnlyAConcept], v.B, count[cause.OnlyB]+count[cause.OnlyBConcept])}
	var alone, differ []string
	for _, q := range v.Questions {
		a, b := q.Replies[0], q.Replies[1]
		what := sayPush(q.Push) + " on " + q.Node
		switch {
		case (a.Direction == "") != (b.Direction == ""):
			who := v.A
			if a.Direction == "" {
				who = v.B
			}
			alone = append(alone, what+" ("+who+")")
		case a.Direction != b.Direction:
			differ = append(differ, fmt.Sprintf("%s (%s: %s, %s: %s)", what, v.A, a.Direction, v.B, b.Direction))
		}
	}
	if len(alone) > 0 {
		out = append(out, "Only one of them can answer: "+strings.Join(alone, "; ")+".")
	}
	if len(differ) > 0 {
		out = append(out, "They answer differently: "+strings.Join(differ, "; ")+".")
	}
	return out
}
