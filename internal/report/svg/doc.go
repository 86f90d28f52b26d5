// Package svg draws the charts of a report as SVG, in one grammar of
// uncertainty: a dot is the median, a thick bar the middle half, a thin bar the
// 90% range, a tick the baseline; a dotted rule is the status quo; a filled dot
// rests on evidence, an open one on judgement, and what has no evidence is
// hatched. Colour never speaks alone.
//
// A chart is a string that depends on its input alone, byte for byte. It uses
// classes whose rules are in CSS, so that light, dark and print each find their
// colours; File embeds them in a chart that stands alone.
//
// The package knows nothing of cases or results, and does no interaction; the
// workbench draws its own charts.
package svg
