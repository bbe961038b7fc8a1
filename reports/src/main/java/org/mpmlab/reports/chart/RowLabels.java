package org.mpmlab.reports.chart;

import org.jfree.chart.labels.CategoryItemLabelGenerator;
import org.jfree.data.category.CategoryDataset;

/** What stands at or in a bar. */
interface RowLabels extends CategoryItemLabelGenerator {
    /** Null for nothing. */
    String label(CategoryDataset data, int series, int row);

    @Override
    default String generateLabel(CategoryDataset data, int series, int row) {
        return label(data, series, row);
    }

    @Override
    default String generateRowLabel(CategoryDataset data, int series) {
        return String.valueOf(data.getRowKey(series));
    }

    @Override
    default String generateColumnLabel(CategoryDataset data, int row) {
        return String.valueOf(data.getColumnKey(row));
    }
}
