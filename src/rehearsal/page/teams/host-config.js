// @ts-check

const INK = "#242424";
const INK_SOFT = "#565656";

/** @param {string} plain @param {string} [subtle] */
const ink = (plain, subtle = INK_SOFT) => ({ default: plain, subtle });

const colors = {
  default: ink(INK),
  dark: ink(INK),
  light: ink(INK_SOFT),
  accent: ink("#4f52b2", "#5b5fc7"),
  good: ink("#0e700e", "#0e700e"),
  warning: ink("#8a4b08", "#8a4b08"),
  attention: ink("#a4262c", "#a4262c"),
};

/** @param {string} backgroundColor */
const container = (backgroundColor) => ({ backgroundColor, foregroundColors: colors });

/**
 * How cards look in Teams' light theme, as near as this page needs it. Every ink has at least 4.5:1 on every ground it stands on. Our
 * own: Microsoft publishes none.
 */
export const HOST_CONFIG = {
  supportsInteractivity: true,
  fontFamily: "inherit",
  fontSizes: { small: 13, default: 15, medium: 16, large: 19, extraLarge: 23 },
  fontWeights: { lighter: 400, default: 400, bolder: 600 },
  lineHeights: { small: 18, default: 21, medium: 22, large: 25, extraLarge: 30 },
  spacing: { small: 6, default: 10, medium: 14, large: 20, extraLarge: 28, padding: 14 },
  separator: { lineThickness: 1, lineColor: "#e0e0e0" },
  containerStyles: {
    default: container("#ffffff"),
    emphasis: container("#f5f5f5"),
    accent: container("#eeeffa"),
    good: container("#f1faf1"),
    warning: container("#fdf6ec"),
    attention: container("#fdf3f4"),
  },
  factSet: {
    title: { color: "default", isSubtle: true, weight: "default", size: "default", wrap: true, maxWidth: 110 },
    value: { color: "default", isSubtle: false, weight: "default", size: "default", wrap: true },
    spacing: 14,
  },
  inputs: {
    label: {
      inputSpacing: "small",
      requiredInputs: { weight: "bolder" },
      optionalInputs: { weight: "bolder" },
    },
    errorMessage: { color: "attention", size: "small", spacing: "small", weight: "default" },
  },
  actions: {
    maxActions: 6,
    spacing: "default",
    buttonSpacing: 8,
    showCard: { actionMode: "inline", inlineTopMargin: 10 },
    actionsOrientation: "horizontal",
    actionAlignment: "left",
  },
};
