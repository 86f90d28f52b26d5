package analysis

import (
	"math"

	"entente/cause"
	"entente/model"
)

// claimedLink is a link as a claim asserts it, told by one source.
type claimedLink struct {
	claim  *model.Claim
	link   model.ClaimedLink
	source *model.Source
}

// claimedLinks are the links that claims assert, once for each source that tells
// them. Claims that the analyst rejected are left out, and so are those that deny
// or merely suppose.
func claimedLinks(c *model.Case) []claimedLink {
	var out []claimedLink
	for i := range c.Claims {
		k := &c.Claims[i]
		if k.Status == "rejected" {
			continue
		}
		told := map[model.SourceID]bool{}
		for _, at := range k.At {
			s := c.SourceOf(at)
			if s == nil || told[s.ID] {
				continue
			}
			told[s.ID] = true
			for _, l := range k.Links {
				if k.Modality == "hypothetical" {
					continue
				}
				if k.Modality == "denied" {
					l.Sign = model.Nil // it says that there is no such effect
				}
				out = append(out, claimedLink{k, l, s})
			}
		}
	}
	return out
}

// adoptedLinks are the links of the map as read from the claims that support
// them, once for each source that tells those.
func (m *causeMap) adoptedLinks() []claimedLink {
	var out []claimedLink
	c := m.p.c
	for i := range m.links {
		l := m.links[i].link
		for _, id := range m.claimsOf(&m.links[i]) {
			k := c.Claim(model.ClaimID(id))
			if k == nil || k.Status == "rejected" {
				continue
			}
			told := map[model.SourceID]bool{}
			for _, at := range k.At {
				if s := c.SourceOf(at); s != nil && !told[s.ID] {
					told[s.ID] = true
					out = append(out, claimedLink{k, model.ClaimedLink{From: l.From, To: l.To, Sign: l.Sign, Despite: l.Despite}, s})
				}
			}
		}
	}
	return out
}

// voicesOf counts the origins behind each link that claims assert.
func voicesOf(c *model.Case) map[model.Path]*LinkVoices {
	var claims []cause.ClaimLink
	for _, l := range claimedLinks(c) {
		claims = append(claims, cause.ClaimLink{
			ID: string(l.claim.ID), From: string(l.link.From), To: string(l.link.To), Sign: cause.Sign(l.link.Sign), Cluster: originOf(c, l.source),
		})
	}
	out := map[model.Path]*LinkVoices{}
	for _, s := range cause.SupportOf(claims) {
		v := &LinkVoices{Clusters: s.Clusters, Pos: s.Pos, Neg: s.Neg, Mixed: s.Mixed, Presence: s.Presence, Conflict: s.Conflict}
		if !math.IsNaN(s.Polarity) {
			v.Polarity = &s.Polarity
		}
		out[model.LinkPath(model.DriverID(s.From), model.DriverID(s.To))] = v
	}
	return out
}
